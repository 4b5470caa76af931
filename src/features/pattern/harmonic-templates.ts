/** Every harmonic pattern, in the order of their codes: the first has code 1. */
export const harmonicNames = [
  'abcd',
  'gartley',
  'butterfly',
  'bat',
  'alternate-bat',
  'crab',
  'deep-crab',
  'shark',
  'cypher',
  'five-0',
  'three-drives',
  'nen-star',
  'anti-gartley',
  'anti-bat',
] as const

/** One of `harmonicNames`. */
export type HarmonicName = (typeof harmonicNames)[number]

/** What is measured between the swings O, X, A, B, C and D, each a length over a length. */
export const measures = [
  'XA/OX',
  'AB/XA',
  'BC/AB',
  'XC/XA',
  'CD/BC',
  'AD/XA',
  'CD/XC',
  'CD/AB',
] as const

type Measure = (typeof measures)[number]

/** Bounds of the measures a pattern has, both included. Equal bounds are one wanted number. */
export type HarmonicTemplate = Partial<
  Readonly<Record<Measure, readonly [min: number, max: number]>>
>

/**
 * Ratios as their authors give them; where books differ, the wider bounds. The anti-patterns are
 * the reciprocals. Of three drives O is the start, X, B and D are the drives, A and C the pauses.
 *
 * @see Carney, "Harmonic Trading" 1 (2010), 2 (2010), 3 (2016); Gartley 1935; Pesavento 1997;
 *   Oglesbee for the cypher.
 */
export const harmonicTemplates: Readonly<Record<HarmonicName, HarmonicTemplate>> = {
  abcd: { 'BC/AB': [0.382, 0.886], 'CD/BC': [1.13, 2.618], 'CD/AB': [1, 1] },
  gartley: {
    'AB/XA': [0.618, 0.618],
    'BC/AB': [0.382, 0.886],
    'CD/BC': [1.13, 1.618],
    'AD/XA': [0.786, 0.786],
  },
  butterfly: {
    'AB/XA': [0.786, 0.786],
    'BC/AB': [0.382, 0.886],
    'CD/BC': [1.618, 2.24],
    'AD/XA': [1.27, 1.27],
  },
  bat: {
    'AB/XA': [0.382, 0.5],
    'BC/AB': [0.382, 0.886],
    'CD/BC': [1.618, 2.618],
    'AD/XA': [0.886, 0.886],
  },
  'alternate-bat': {
    'AB/XA': [0.382, 0.382],
    'BC/AB': [0.382, 0.886],
    'CD/BC': [2, 3.618],
    'AD/XA': [1.13, 1.13],
  },
  crab: {
    'AB/XA': [0.382, 0.618],
    'BC/AB': [0.382, 0.886],
    'CD/BC': [2.618, 3.618],
    'AD/XA': [1.618, 1.618],
  },
  'deep-crab': {
    'AB/XA': [0.886, 0.886],
    'BC/AB': [0.382, 0.886],
    'CD/BC': [2, 3.618],
    'AD/XA': [1.618, 1.618],
  },
  shark: {
    'AB/XA': [0.382, 0.618],
    'BC/AB': [1.13, 1.618],
    'CD/BC': [1.618, 2.24],
    'AD/XA': [0.886, 1.13],
  },
  cypher: { 'AB/XA': [0.382, 0.618], 'XC/XA': [1.272, Math.SQRT2], 'CD/XC': [0.786, 0.786] },
  'five-0': { 'AB/XA': [1.13, 1.618], 'BC/AB': [1.618, 2.24], 'CD/BC': [0.5, 0.5] },
  'three-drives': {
    'XA/OX': [0.618, 0.786],
    'AB/XA': [1.272, 1.618],
    'BC/AB': [0.618, 0.786],
    'CD/BC': [1.272, 1.618],
  },
  'nen-star': {
    'AB/XA': [0.382, 0.618],
    'BC/AB': [1.13, Math.SQRT2],
    'CD/BC': [1.272, 2],
    'AD/XA': [1.272, 1.272],
  },
  'anti-gartley': {
    'AB/XA': [0.618, 0.786],
    'BC/AB': [1.127, 2.618],
    'CD/BC': [1.618, 1.618],
    'AD/XA': [1.272, 1.272],
  },
  'anti-bat': {
    'AB/XA': [0.382, 0.618],
    'BC/AB': [1.128, 2.618],
    'CD/BC': [2, 2.618],
    'AD/XA': [1.128, 1.128],
  },
}

const withX: readonly boolean[] = harmonicNames.map((name) =>
  Object.keys(harmonicTemplates[name]).some((measure) => measure.includes('X')),
)

/** Whether a pattern, by its code, says anything of X. */
export function usesX(code: number): boolean {
  return withX[code - 1] === true
}
