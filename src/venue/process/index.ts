export { DistantLink, type ProcessEar, type RunningVenue } from './distant-link.ts'
export type { KeyChoice, PassphraseChoice } from './key-choice.ts'
export type { LineFence } from './line-message.ts'
export { type KeyEar, VenueEnd } from './venue-end.ts'
