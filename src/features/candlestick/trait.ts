// What a bar can be, a bit each, so that all that a pattern asks of one bar is compared at once.
// What is long, short or next to nothing is so beside the bars before it, with the settings that
// TA-Lib ships with.

/** Nothing is asked. */
export const anything = 0
/** Closes at its open or above. */
export const white = 1
/** Closes below its open. */
export const black = 2
/** Its body is larger than usual. */
export const long = 4
/** Its body is as large as usual, or smaller. */
export const small = 8
/** Its body is smaller than usual. */
export const short = 16
/** It has next to no body. */
export const doji = 32
/** It has an upper shadow worth the name. */
export const upperShadow = 64
export const lowerShadow = 128
/** It has next to no upper shadow: its body reaches its high. */
export const shavenAbove = 256
export const shavenBelow = 512
/** The upper shadow is longer than the body. */
export const longUpperShadow = 1_024
export const longLowerShadow = 2_048
/** The upper shadow is longer than shadows usually are. */
export const tallUpperShadow = 4_096
/** The upper shadow is shorter than shadows usually are. */
export const shortUpperShadow = 8_192
export const shortLowerShadow = 16_384
/** Of the colour of the bar before. */
export const alike = 32_768
/** Of the other colour than the bar before. */
export const turned = 65_536
/** Its body is above that of the bar before, with a gap between the two. */
export const gapUp = 131_072
/** … below that of the bar before. */
export const gapDown = 262_144
/** A gap the way its own colour says: up of a white bar, down of a black one. */
export const gapOn = 524_288
/** All body, and long. */
export const marubozu: number = long | shavenAbove | shavenBelow
