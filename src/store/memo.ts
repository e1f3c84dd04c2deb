/** Computes once for each argument object, for as long as that object is alive. */
export function memoByIdentity<A extends object, R>(compute: (argument: A) => R): (argument: A) => R {
  const known = new WeakMap<A, { readonly value: R }>()
  return (argument) => {
    const found = known.get(argument)
    if (found) return found.value
    const value = compute(argument)
    known.set(argument, { value })
    return value
  }
}

/** The same for a pair of objects. */
export function memoByPair<A extends object, B extends object, R>(compute: (a: A, b: B) => R): (a: A, b: B) => R {
  const forFirst = memoByIdentity((a: A) => memoByIdentity((b: B) => compute(a, b)))
  return (a, b) => forFirst(a)(b)
}
