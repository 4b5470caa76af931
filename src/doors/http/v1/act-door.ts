import { type ControlAnswer, type DeskControl, parseControlRequest } from '../../../app/index.ts'
import type { Clock } from '../../../kernel/index.ts'
import { type ControlBody, controlActs, statusOfRefusal } from '../control-acts.ts'
import { freshToken } from '../fresh-token.ts'
import { RequestBudget } from '../request-budget.ts'
import type { ApiCaller } from './api-caller.ts'
import { StepUp } from './step-up.ts'

/** An act by its name in the API. */
export type ActName = 'kill' | 'mode' | 'changeLimit' | 'wake'

const acts: Readonly<Record<ActName, (body: ControlBody) => object>> = {
  kill: controlActs['/api/kill'],
  mode: controlActs['/api/mode'],
  changeLimit: controlActs['/api/limits'],
  wake: controlActs['/api/wake'],
}

/** Every one of them. */
export const actNames: readonly ActName[] = ['kill', 'mode', 'changeLimit', 'wake']

export type ActDoorNeeds = {
  readonly control: DeskControl
  readonly clock: Clock
  /** The desk's, from which codes follow. */
  readonly secret: Uint8Array
}

/** How an act ended: as the desk said, or why it was not asked, with the status of HTTP. */
export type ActEnd =
  | Extract<ControlAnswer, { readonly ok: true }>
  | {
      readonly ok: false
      readonly status: number
      readonly code: string
      readonly message: string
      /** When to come again. Unit: seconds. */
      readonly waitSeconds?: number
    }

/**
 * Acts of programs and pages, once it is known who asks and that the scope is theirs: a proof that
 * a person is there, a budget, then the desk. No proof and no budget stands before a kill.
 */
export class ActDoor {
  readonly #needs: ActDoorNeeds
  readonly #proofs: StepUp
  readonly #budget = new RequestBudget()

  constructor(needs: ActDoorNeeds) {
    this.#needs = needs
    this.#proofs = new StepUp(needs.secret)
  }

  /** Whether the caller has proved lately that a person is there. */
  isFresh(caller: ApiCaller): boolean {
    return this.#proofs.isFresh(caller, this.#needs.clock.now())
  }

  /** @returns Until when it is fresh, milliseconds since 1970, UTC; or why it is not. */
  prove(caller: ApiCaller, code: string): { readonly freshUntil: number } | Refused {
    const until = this.#proofs.prove(caller, code, this.#needs.clock.now())
    if (until === 'locked') return tooMany
    if (until === 'refused') return refused(403, 'bad-code', 'This code is wrong, too old or used.')
    return { freshUntil: Math.floor(until / 1_000) }
  }

  /** Synchronous: when it returns, it is done. Never throws for what was sent. */
  act(name: ActName, caller: ApiCaller, body: ControlBody): ActEnd {
    const parsed = parseControlRequest(acts[name](body))
    if (!parsed.ok) return refused(400, 'bad-request', `Declined: ${parsed.error}.`)
    const { control, clock } = this.#needs
    if (parsed.value.kind !== 'kill') {
      if (!this.isFresh(caller))
        return refused(403, 'step-up-missing', 'Send a code of now to /step-up first.')
      if (!this.#budget.spend(clock.now())) return tooMany
    }
    const door = caller.kind === 'session' ? 'page' : 'program'
    const said = control.ask(parsed.value, { door, actor: caller.name, nonce: freshToken() })
    return said.ok ? said : refused(statusOfRefusal[said.code], said.code, said.message)
  }
}

type Refused = Extract<ActEnd, { readonly ok: false }>

const tooMany: Refused = { ...refused(429, 'too-many', 'Wait a minute.'), waitSeconds: 60 }

function refused(status: number, code: string, message: string): Refused {
  return { ok: false, status, code, message }
}
