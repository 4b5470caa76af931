import { normalCdf } from '../normal.ts'

const layers = 256
const two52 = 4503599627370496

/** Where the tail starts: the one place for which 256 layers of equal area close at the top. */
export const edge = 3.6541528853610088

/** Half the width of each layer, in units of a 53-bit signed whole number's last bit. */
export const width: Float64Array = new Float64Array(layers)
/** A place nearer to 0 than this lies under the curve whatever its height. */
export const inside: Float64Array = new Float64Array(layers)
/** The curve, without its constant, at the lower right corner of each layer; 1 at the top. */
export const density: Float64Array = new Float64Array(layers + 1)

fillTables()

function fillTables(): void {
  const corners = cornersOf()
  for (let layer = 0; layer < layers; layer += 1) {
    const corner = corners[layer] as number
    const next = corners[layer + 1] as number
    width[layer] = corner / two52
    inside[layer] = (next / corner) * two52
    density[layer] = Math.exp((-corner * corner) / 2)
  }
  density[layers] = 1
}

/** Right edges from the base, made wider by the tail's area, to the top, which is 0 wide. */
function cornersOf(): Float64Array {
  const height = Math.exp((-edge * edge) / 2)
  const area = edge * height + Math.sqrt(2 * Math.PI) * normalCdf(-edge)
  const corners = new Float64Array(layers + 1)
  corners[0] = area / height
  corners[1] = edge
  for (let layer = 2; layer < layers; layer += 1) {
    const below = corners[layer - 1] as number
    corners[layer] = Math.sqrt(-2 * Math.log(area / below + Math.exp((-below * below) / 2)))
  }
  return corners
}
