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

/** As `oncePer`, for the setting, or the two, that the object was last asked with. */
export function oncePerSetting<T extends object, R, S extends string | number, S2 extends string | number = never>(
  make: (item: T, setting: S, other: S2) => R,
): (item: T, setting: S, ...other: [S2] extends [never] ? [] : [S2]) => R {
  const made = new WeakMap<T, { readonly setting: S; readonly other: S2 | undefined; readonly result: R }>()
  return (item, setting, other?: S2) => {
    const known = made.get(item)
    if (known && known.setting === setting && known.other === other) return known.result
    const result = make(item, setting, other as S2)
    made.set(item, { setting, other, result })
    return result
  }
}
