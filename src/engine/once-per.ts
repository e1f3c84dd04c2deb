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

/** As `oncePer`, for the setting that the object was last asked with. */
export function oncePerSetting<T extends object, S extends string | number, R>(
  make: (item: T, setting: S) => R,
): (item: T, setting: S) => R {
  const made = new WeakMap<T, { readonly setting: S; readonly result: R }>()
  return (item, setting) => {
    const known = made.get(item)
    if (known?.setting === setting) return known.result
    const result = make(item, setting)
    made.set(item, { setting, result })
    return result
  }
}
