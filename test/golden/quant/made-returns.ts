import { Random } from '../../../src/base/index.ts'

/** Independent normal returns around `middle`. */
export function normals(seed: number, count: number, middle = 0): Float64Array {
  const random = Random.fromSeed(seed)
  return Float64Array.from({ length: count }, () => middle + random.normal())
}

/** Strategies without skill, but for the first, which earns `edge`. */
export function madeStrategies(count: number, periods: number, edge = 0): Float64Array[] {
  return Array.from({ length: count }, (_, i) => normals(i + 1, periods, i === 0 ? edge : 0))
}
