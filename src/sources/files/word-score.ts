/** Words of headlines that mostly go with rising prices. */
export const goodWords: readonly string[] =
  `adopt adopts adoption approve approved approves approval bull bullish boost boosts breakout gain
  gains growth high highs launch launches partners partnership profit profits rallies rally record
  recover recovers recovery rise rises soar soars surge surges upgrade upgrades win wins`.split(
    /\s+/,
  )

/** Words of headlines that mostly go with falling ones. */
export const badWords: readonly string[] =
  `attack ban banned bans bear bearish bankrupt bankruptcy collapse collapses crash crashes
  crackdown
  decline declines drop drops exploit exploited fall falls fear fine fined fraud hack hacked hacker
  lawsuit liquidated liquidation lose loses loss losses low lows plunge plunges probe scam sec
  selloff slump slumps stolen sue sued sues tumble tumbles warn warning warns`.split(/\s+/)

const good = new Set(goodWords)
const bad = new Set(badWords)

/**
 * A headline by its words: the good ones less the bad ones, over both. It knows no grammar, so it
 * takes "no crash" for bad news; it is there for texts that nobody scored.
 *
 * @returns -1 to 1; 0 when it has none of the words.
 */
export function wordScore(text: string): number {
  let [up, down] = [0, 0]
  for (const word of text.toLowerCase().split(/[^a-z]+/)) {
    if (good.has(word)) up += 1
    if (bad.has(word)) down += 1
  }
  return up + down === 0 ? 0 : (up - down) / (up + down)
}
