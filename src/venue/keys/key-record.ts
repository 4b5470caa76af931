import { dayUs, type Micros } from '../../domain/index.ts'

/** What is known of a key besides its secret. It stands in the open beside what is sealed. */
export type KeyRecord = {
  /** What its owner calls it: small letters, digits and hyphens. */
  readonly name: string
  /** ccxt's name of the venue. */
  readonly venue: string
  /** Whose account it is there, for people; may be empty. */
  readonly account: string
  readonly created: Micros
  /** When its secret was last put in. */
  readonly rotated: Micros
  /** When a process last took it out; 0 before that. */
  readonly used: Micros
}

const namePattern = /^[a-z0-9](?:[a-z0-9-]{0,30}[a-z0-9])?$/
const venuePattern = /^[a-z0-9]{1,32}$/
/** Printed on terminals: nothing that moves their cursor. */
const accountPattern = /^[\p{L}\p{N} ._@+-]{0,64}$/u

/** Why a record is none; `undefined` when it is one. */
export function faultOf({ name, venue, account }: Omit<KeyRecord, Times>): string | undefined {
  if (!namePattern.test(name))
    return `'${shown(name)}' is no name of a key; take up to 32 small letters, digits and hyphens`
  if (!venuePattern.test(venue)) return `'${shown(venue)}' is no name of a venue, such as binance`
  if (!accountPattern.test(account))
    return 'the label of an account has up to 64 letters, digits, spaces and . _ @ + -'
  return undefined
}

type Times = 'created' | 'rotated' | 'used'

/** What was typed may be a secret in the wrong place: it is shown only where it is none. */
function shown(text: string): string {
  return text.length <= 16 ? text.replace(/[^\w .-]/g, '?') : '...'
}

/** A secret should be replaced after so long. Unit: us. */
const rotationUs = 30 * dayUs

/** Whole days since a secret was put in. */
export function daysOld({ rotated }: KeyRecord, now: Micros): number {
  return Math.max(0, Math.floor((now - rotated) / dayUs))
}

/** What is to be said of a key that is due for rotation; `undefined` while it is not. */
export function rotationDue(record: KeyRecord, now: Micros): string | undefined {
  if (now - record.rotated < rotationUs) return undefined
  return (
    `key ${record.name} is ${daysOld(record, now)} days old; make another at ${record.venue} and ` +
    `put it in by coinswarm vault rotate ${record.name}`
  )
}
