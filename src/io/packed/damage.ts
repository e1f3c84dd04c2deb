/** A link that is not whole: of whoever gave it away, not of us. */
export class DamagedLink extends Error {}

/** Of a link that would unpack to more than there is room for. */
export class TooLarge extends Error {}

/** @throws DamagedLink if `condition` does not hold */
export function sound(condition: unknown): asserts condition {
  if (!condition) throw new DamagedLink()
}

/** How much may yet be unpacked, in characters; what takes more is there to fill the memory. */
export class Room {
  constructor(private left: number) {}

  /** @throws TooLarge */
  take(length: number): void {
    this.left -= length
    if (this.left < 0) throw new TooLarge()
  }
}
