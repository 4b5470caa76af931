import type { Micros } from '../../domain/index.ts'

/** From the open of the first bar to the close of the last. */
export type Span = { readonly from: Micros; readonly to: Micros }

/** A span whose bars are traded, flat at first, after those from `warmFrom` have warmed it up. */
export type WarmSpan = Span & { readonly warmFrom: Micros }

/** Where parameters are chosen, and where what was chosen is tried. */
export type WalkWindow = {
  /** One, or several with tests between them. */
  readonly train: readonly WarmSpan[]
  readonly test: readonly WarmSpan[]
  /** Parts of the training that choose by their mean; none where all of it chooses at once. */
  readonly inner: readonly WarmSpan[]
}

/** One test of one window. */
export type PathPart = { readonly window: number; readonly test: number }

/** How data are walked. */
export type WalkPlan = {
  readonly windows: readonly WalkWindow[]
  /** Ways through the tests, each over all tested time once, in its order. */
  readonly paths: readonly (readonly PathPart[])[]
}

/** Fewer bars in a test, or in a stretch of training, say nothing. */
export const stretchBarsMin = 30

/** Fewer bars of training in all say nothing. */
export const trainBarsMin = 100
