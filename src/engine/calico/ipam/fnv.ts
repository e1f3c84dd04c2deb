const OFFSET_BASIS = 2166136261
const PRIME = 16777619

/** 32-bit FNV-1 (multiply, then xor; not FNV-1a) of a node name: what IPAM seeds its block walk with. Names are ASCII. */
export function fnv1(text: string): number {
  let hash = OFFSET_BASIS
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash, PRIME) ^ text.charCodeAt(index)
  return hash >>> 0
}
