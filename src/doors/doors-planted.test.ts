// @module-tag long
import { findsAll, patch, type Planted } from '../../test/simulation/plants.ts'
import { ActLog, type ControlRequest, DeskControl, TokenBook } from '../app/index.ts'
import { micros } from '../domain/index.ts'
import { ActDoor } from './http/v1/act-door.ts'
import { TokenDoor } from './http/v1/api-caller.ts'
import { PendingActs } from './telegram/pending-act.ts'

/** Bugs of the doors of a desk, and of what stands behind them. */
const plants: readonly Planted[] = [
  [
    'a token that may only read commands the desk',
    () => patch(TokenDoor.prototype, 'may', () => () => true),
  ],
  [
    'a token that is too old opens a door',
    () =>
      patch(
        TokenBook.prototype,
        'find',
        (was) =>
          function (this: TokenBook, token) {
            return was.call(this, token, micros(0))
          },
      ),
  ],
  [
    'a program need not prove anything',
    () => patch(ActDoor.prototype, 'isFresh', () => () => true),
  ],
  [
    'any code confirms what waits for one',
    () => {
      const waiting = new Map<number | string, ControlRequest>()
      const ask = patch(
        PendingActs.prototype,
        'ask',
        (was) =>
          function (this: PendingActs, request, user) {
            waiting.set(user, request)
            return was.call(this, request, user)
          },
      )
      const take = patch(PendingActs.prototype, 'take', () => (_, user) => waiting.get(user))
      return () => {
        ask()
        take()
      }
    },
  ],
  [
    'what is sent twice is done twice',
    () => {
      let times = 0
      return patch(
        DeskControl.prototype,
        'ask',
        (was) =>
          function (this: DeskControl, request, asker) {
            times += 1
            return was.call(this, request, { ...asker, nonce: `${asker.nonce} ${times}` })
          },
      )
    },
  ],
  [
    'who commands by a program is taken for a person',
    () =>
      patch(
        DeskControl.prototype,
        'ask',
        (was) =>
          function (this: DeskControl, request, asker) {
            return was.call(this, request, { ...asker, door: 'cli' })
          },
      ),
  ],
  [
    'a command is not written down before it is done',
    () => patch(ActLog.prototype, 'asked', () => () => ({ sequence: 0, hash: '' })),
  ],
]

findsAll(plants)
