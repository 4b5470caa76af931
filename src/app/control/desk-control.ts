import type { Mode } from '../../domain/index.ts'
import { reasonOf, UserError } from '../../base/index.ts'
import { isSafer } from '../../risk/index.ts'
import { handActOf, mayActByHand } from '../emotionless/hand-act.ts'
import type { AuditMark } from '../../journal/index.ts'
import type { AlertBoard } from './alert.ts'
import type { ActLog, WantedAct } from './act-log.ts'
import type { Asker, ControlAnswer, ControlRequest, ControlState } from './control-request.ts'
import { actOf, wishText } from './control-words.ts'

/** What a desk lets people do to it, with the reason and who wants it. */
export type ControlledDesk = {
  state(): ControlState
  /** @returns Whether it moved. */
  toMode(to: Mode, by: string, reason: string, isHold: boolean): boolean
  /** @returns What came of it, in words. @throws UserError when the limit cannot be that. */
  askLimit(key: string, value: number, by: string, reason: string): string
  /** @returns What came of it. @throws UserError when nothing hibernates there. */
  wake(scope: string, subject: number, by: string, reason: string): string
  /** @returns What came of it. @throws UserError `proposal-refused` */
  settle(id: string, isApproved: boolean, by: string, reason: string): string
  /** @returns What came of it. @throws UserError `proposal-refused` */
  agree(asked: Extract<Change, { readonly kind: 'memory' }>, by: string): string
}

export type DeskControlOptions = {
  readonly desk: ControlledDesk
  readonly log: ActLog
  readonly alerts: AlertBoard
  /** What keeps the desk from going back, as a sentence. */
  readonly objection: Objection
  /** By hand it only goes to safety. */
  readonly isEmotionless?: boolean | undefined
}

/** Whether something else still wants the desk where it is: a file, a switch. A sentence if so. */
export type Objection = () => string | undefined

/** Why a desk without emotions does not do what somebody wants, and the way out. */
export const byHandRefused: string =
  'display.isEmotionless is on: by hand this desk only goes to safety. To have it otherwise, stop ' +
  'it, set that to false, and start it again.'

/** Answers remembered: a request that comes twice is done once. */
const answersMax = 256

/** Doors behind which there is a person whom we know. */
const personal: ReadonlySet<string> = new Set(['cli', 'page', 'telegram'])

/** Doors by which programs come, as often as they like. */
const busy: ReadonlySet<string> = new Set(['page', 'program', 'mcp'])

type Change = Exclude<ControlRequest, { readonly kind: 'show' }>

/**
 * Everything people do to a running desk goes through here, whatever door they came by: what they
 * want is written down, then done, then what came of it is written down, and others are told. What
 * cannot be written down is not done, but for a kill.
 */
export class DeskControl {
  readonly #options: DeskControlOptions
  readonly #answers = new Map<string, ControlAnswer>()
  readonly #objections: Objection[]

  constructor(options: DeskControlOptions) {
    this.#options = options
    this.#objections = [options.objection]
  }

  /** One more thing that may keep the desk from going back. */
  heed(objection: Objection): void {
    this.#objections.push(objection)
  }

  get alerts(): AlertBoard {
    return this.#options.alerts
  }

  /** What was done by whom: for acts that are none of a running desk's, such as its start. */
  get log(): ActLog {
    return this.#options.log
  }

  get state(): ControlState {
    return this.#options.desk.state()
  }

  /** Synchronous: when it returns, it is done. Never throws for what was asked. */
  ask(request: ControlRequest, asker: Asker): ControlAnswer {
    if (request.kind === 'show') return { ok: true, did: '', state: this.state, audit: null }
    const known = this.#answers.get(asker.nonce)
    if (known !== undefined) return known
    const answer =
      this.#refusal(request, asker) ??
      this.#byHand(request, asker) ??
      this.#again(request, asker) ??
      this.#act(request, asker)
    this.#answers.set(asker.nonce, answer)
    const [oldest] = this.#answers.keys()
    if (this.#answers.size > answersMax && oldest !== undefined) this.#answers.delete(oldest)
    return answer
  }

  /** A move to safety because the audit cannot be written, which no bar leads to. */
  pause(reason: string): void {
    const { desk, alerts } = this.#options
    if (desk.toMode('pause', 'audit', reason, false)) alerts.raise('paused', `paused: ${reason}`)
  }

  /** Writes what is not written yet. To be called now and then. @param isLast - All of it. */
  keepUp(isLast = false): void {
    this.#options.log.keepUp(isLast)
  }

  /** What is not even tried. A kill always is. */
  #refusal(request: Change, { door }: Asker): ControlAnswer | undefined {
    if (request.kind === 'kill') return undefined
    if (request.reason.trim() === '')
      return refuse('reason-missing', 'Say why: everything but a kill needs a reason.')
    if (door === 'managers' && request.kind !== 'plan' && request.kind !== 'memory')
      return refuse('mode-refused', 'Managers of the memory settle proposals and nothing else.')
    if (request.kind === 'memory' && door !== 'managers')
      return refuse('proposal-refused', 'Only managers agree on what memory may be gone by.')
    if (request.kind === 'plan' && !personal.has(door) && door !== 'managers')
      return refuse('proposal-refused', `Only a person settles a proposal, not a ${door}.`)
    if (request.kind !== 'mode') return undefined
    const { mode } = this.state
    if (request.to === mode) return refuse('mode-refused', `The desk is in ${mode} already.`)
    if (isSafer(mode, request.to)) return undefined
    const stands = this.#objections.map((each) => each()).find((each) => each !== undefined)
    if (stands !== undefined) return refuse('kill-stands', stands)
    if (personal.has(door)) return undefined
    return refuse('mode-refused', `Only a person takes the desk back from ${mode}, not a ${door}.`)
  }

  /** What a desk without emotions does not do for anybody; that somebody wanted it is written. */
  #byHand(request: Change, asker: Asker): ControlAnswer | undefined {
    const { log, alerts, isEmotionless } = this.#options
    if (isEmotionless !== true || mayActByHand(handActOf(request, this.state))) return undefined
    const act = actBy(request, asker)
    log.tryAsked(act)
    log.outcome(act, 'failed', 'refused: display.isEmotionless is on')
    alerts.raise('manual-act', `${asker.actor} by ${asker.door}: ${act.what}, which was refused`)
    return refuse('by-hand-refused', byHandRefused)
  }

  /** A flood of kills must not hold up the desk that the first of them killed. */
  #again(request: Change, asker: Asker): ControlAnswer | undefined {
    if (request.kind !== 'kill' || !busy.has(asker.door)) return undefined
    const { state } = this
    const isVain = state.mode === 'emergency' && (!state.isHold || request.isHold)
    if (!isVain || !this.#options.log.countsVain(actBy(request, asker))) return undefined
    return { ok: true, did: 'the desk is in emergency already', state, audit: null }
  }

  #act(request: Change, asker: Asker): ControlAnswer {
    const { log, alerts, desk } = this.#options
    const act = actBy(request, asker)
    const isKill = request.kind === 'kill'
    let asked: AuditMark | undefined
    try {
      asked = isKill ? log.tryAsked(act) : log.asked(act)
    } catch (error) {
      alerts.raise('audit-failed', reasonOf(error))
      return refuse('audit-failed', reasonOf(error))
    }
    try {
      const did = this.#do(request, `${asker.door}:${asker.actor}`)
      log.outcome(act, 'done', did)
      alerts.raise('manual-act', `${asker.actor} by ${asker.door}: ${act.what}; ${did}`)
      return { ok: true, did, state: desk.state(), audit: asked ?? null }
    } catch (error) {
      log.outcome(act, 'failed', reasonOf(error))
      alerts.raise('manual-act', `${asker.actor} by ${asker.door}: ${act.what}, which failed`)
      return refuse(refusalOf(error) ?? 'desk-failed', reasonOf(error))
    }
  }

  #do(request: Change, by: string): string {
    const { desk } = this.#options
    switch (request.kind) {
      case 'mode':
        return this.#move(request.to, by, request.reason, false)
      case 'kill':
        return this.#move('emergency', by, request.reason || 'killed', request.isHold)
      case 'limit':
        return desk.askLimit(request.key, request.value, by, request.reason)
      case 'wake':
        return desk.wake(request.scope, request.subject, by, request.reason)
      case 'plan':
        return desk.settle(request.id, request.isApproved, by, request.reason)
      case 'memory':
        return desk.agree(request, by)
    }
  }

  #move(to: Mode, by: string, reason: string, isHold: boolean): string {
    const { desk } = this.#options
    const { mode } = desk.state()
    const isMoved = desk.toMode(to, by, reason, isHold)
    if (!isMoved) return `the desk is in ${mode} already`
    const { held } = desk.state()
    if (to !== 'emergency') return `${mode} to ${to}`
    if (isHold) return `${mode} to emergency; what is held stays, with its stops`
    const what = held === 0 ? 'nothing is held' : `selling what is held of ${held} instruments`
    return `${mode} to emergency; ${what}`
  }
}

/** What a desk says that can go on as it is. */
function refusalOf(error: unknown): 'limit-refused' | 'proposal-refused' | undefined {
  if (!(error instanceof UserError)) return undefined
  const { code } = error
  return code === 'limit-refused' || code === 'proposal-refused' ? code : undefined
}

function actBy(request: Change, asker: Asker): WantedAct {
  return { ...asker, act: actOf(request), what: wishText(request), reason: request.reason }
}

function refuse(
  code: Extract<ControlAnswer, { readonly ok: false }>['code'],
  message: string,
): ControlAnswer {
  return { ok: false, code, message }
}
