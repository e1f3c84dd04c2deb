// In place of `idb-keyval` in tests: what a browser would keep, copied in and out as there.

/** Everything that is kept. */
export const database = new Map<string, unknown>()

export const get = async (key: string): Promise<unknown> => structuredClone(database.get(key))

export const set = async (key: string, value: unknown): Promise<void> => void database.set(key, structuredClone(value))

export const setMany = async (entries: readonly (readonly [string, unknown])[]): Promise<void> => {
  for (const [key, value] of entries) database.set(key, structuredClone(value))
}

export const del = async (key: string): Promise<void> => void database.delete(key)

export const delMany = async (keys: readonly string[]): Promise<void> => {
  for (const key of keys) database.delete(key)
}

export const update = async (key: string, change: (value: unknown) => unknown): Promise<void> =>
  void database.set(key, structuredClone(change(structuredClone(database.get(key)))))
