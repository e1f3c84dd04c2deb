import { isJsonObject, type Json, type JsonObject } from '../../engine/manifest'

/** An object that was given as JSON on the command line. */
export function parseObject(text: string): JsonObject | undefined {
  try {
    const value = JSON.parse(text) as Json
    return isJsonObject(value) ? value : undefined
  } catch {
    return undefined
  }
}
