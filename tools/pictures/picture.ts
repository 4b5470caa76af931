/** A picture of opaque pixels, row by row from the top: three bytes each, red, green, blue. */
export type Picture = {
  readonly width: number
  readonly height: number
  readonly rgb: Uint8Array
}
