/**
 * `make`, asked once for each object. An edit shares what it leaves as it was, so what is made of that is made once and
 * not once an edit.
 */
export function oncePer<T extends object, R>(make: (item: T) => R): (item: T) => R {
  const made = new WeakMap<T, { readonly result: R }>()
  return (item) => {
    const known = made.get(item)
    if (known) return known.result
    const result = make(item)
    made.set(item, { result })
    return result
  }
}

/** As `oncePer`, for the settings that the object was last asked with: each of them the same, or all is made anew. */
export function oncePerSetting<T extends object, S extends readonly unknown[], R>(
  make: (item: T, ...settings: S) => R,
): (item: T, ...settings: S) => R {
  const made = new WeakMap<T, { readonly settings: S; readonly result: R }>()
  return (item, ...settings) => {
    const known = made.get(item)
    if (known?.settings.every((setting, i) => setting === settings[i])) return known.result
    const result = make(item, ...settings)
    made.set(item, { settings, result })
    return result
  }
}
