import type { ControlRequest, DeskControl } from '../../app/index.ts'
import type { Clock } from '../../kernel/index.ts'
import type { Admitted } from './admit-update.ts'
import { type Typed, wantedBy } from './bot-commands.ts'
import { unknownLimit } from './limit-replies.ts'
import { PendingActs } from './pending-act.ts'
import type { Reply } from './telegram-text.ts'

/** Somebody who is let in, with the message they wrote. */
export type Sender = Extract<Admitted, { readonly kind: 'message' }>

/** What people may have done by Telegram: moves to safety at once, everything else with a code. */
export class BotActs {
  readonly #control: DeskControl
  readonly #pending: PendingActs

  constructor(control: DeskControl, clock: Clock) {
    this.#control = control
    this.#pending = new PendingActs(clock)
  }

  /** @returns What came of it; `undefined` for a command that changes nothing, or is none. */
  take(from: Sender, typed: Typed): Reply | undefined {
    const wanted = wantedBy(typed)
    if (wanted?.kind === 'usage') return { title: typed.name, lines: [wanted.line] }
    if (wanted !== undefined)
      return wanted.isDangerous
        ? this.#askCode(from, wanted.request)
        : this.#act(from, wanted.request)
    if (typed.name === 'confirm') return this.#confirm(from, typed.words)
    if (typed.name !== 'cancel') return undefined
    const did = this.#pending.drop(from.user) ? 'it is not done' : 'nothing waited for a code'
    return { title: 'Cancel', lines: [did] }
  }

  #askCode(from: Sender, request: ControlRequest): Reply {
    if (request.kind === 'limit') {
      const unknown = unknownLimit(request.key, this.#control.state.limits)
      if (unknown !== undefined) return { title: 'limit', lines: [unknown] }
    }
    const code = this.#pending.ask(request, from.user)
    return {
      title: `To do: ${toDo(request)}`,
      lines: [`/confirm ${code}`, 'within 30 seconds; nothing is done without'],
    }
  }

  #confirm(from: Sender, code: string): Reply {
    const request = this.#pending.take(code, from.user)
    if (request !== undefined) return this.#act(from, request)
    const lines = ['no such code waits, or it is too late; nothing is done, ask again']
    return { title: 'Not confirmed', lines }
  }

  /** The same message twice is one act: its number is the nonce. */
  #act(from: Sender, request: ControlRequest): Reply {
    const asker = {
      door: 'telegram',
      actor: String(from.user),
      nonce: `telegram-${from.updateId}`,
    } as const
    const answer = this.#control.ask(request, asker)
    if (!answer.ok) return { title: 'Not done', lines: [answer.message] }
    return { title: 'Done', lines: [answer.did, `mode: ${answer.state.mode}`] }
  }
}

function toDo(request: ControlRequest): string {
  switch (request.kind) {
    case 'mode':
      return `mode ${request.to}`
    case 'limit':
      return `${request.key} = ${request.value}`
    case 'wake':
      return `wake ${request.scope} ${request.subject}`
    case 'plan':
      return `${request.isApproved ? 'approve' : 'decline'} ${request.id}`
    default:
      return request.kind
  }
}
