import type { Micros } from '../../domain/index.ts'
import type { VenueKeys } from '../ccxt/index.ts'
import type { KeyRecord } from './key-record.ts'

/** That a key was taken out or put in; without anything of its secret. */
export type KeyUse = {
  readonly name: string
  readonly venue: string
  readonly account: string
  /** `line`: to trade; `check`: to ask what it may do; `add`, `rotate`: a secret was put in. */
  readonly why: 'line' | 'check' | 'add' | 'rotate'
  readonly ts: Micros
}

/** What a new key is, before it has been anywhere. */
export type NewKey = Pick<KeyRecord, 'name' | 'venue' | 'account'>

/**
 * Where keys are kept. A file is one such place. The keychain of an operating system, a PKCS#11
 * token or a key service would be others; none of them is there.
 */
export interface KeyBackend {
  /** Every key, proved, in the order they were added. @throws UserError `vault-…` */
  records(): Promise<readonly KeyRecord[]>
  /** Takes a key out, once it is written down that it was. @throws UserError `vault-…` */
  use(name: string, why: 'line' | 'check'): Promise<VenueKeys>
  /** @throws UserError `vault-…` */
  add(key: NewKey, keys: VenueKeys): Promise<void>
  /** Puts another secret in the place of the one that is there. @throws UserError `vault-…` */
  rotate(name: string, keys: VenueKeys): Promise<void>
}
