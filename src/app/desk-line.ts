import { UserError } from '../base/index.ts'
import {
  clientOrderId,
  type Micros,
  type Instrument,
  formatMoney,
  minuteUs,
  secondUs,
  money,
} from '../domain/index.ts'
import { type DeskRun, FeedSilence, type RunHeader } from '../engine/index.ts'
import {
  Fence,
  FencedLink,
  type OrderGateway,
  orderNamed,
  type VenueAccount,
  type VenueAnswer,
  type VenueRequest,
  type VenueSteps,
} from '../execution/index.ts'
import type { Lock } from '../journal/index.ts'
import type { Clock } from '../kernel/index.ts'
import { DistantLink, venueCapabilities } from '../venue/index.ts'
import { deskNumber, gatewayOf, rehearsedVenue } from './desk-gateway.ts'
import type { DeskVitals } from './metrics/desk-vitals.ts'
import { PatientLink } from './patient-link.ts'
import { repeatEvery } from './repeat-every.ts'
import { type Rehearsal, rehearsalAnswerMs } from './rehearsal.ts'
import { ownPid, startVenueProcess } from './start-venue-process.ts'

type LineOptions = {
  readonly rehearsal?: Rehearsal | undefined
  readonly vitals?: DeskVitals | undefined
  readonly clock: Clock
  readonly onNote: (message: string) => void
}

/** The folder a line is of. */
type LineFolder = {
  readonly lock: Lock
  readonly header: RunHeader
  /** There is no journal to go on from: the account must hold what the desk begins with. */
  readonly isNew: boolean
}

type LineNeeds = Omit<LineOptions, 'rehearsal'> &
  Pick<LineFolder, 'header'> & {
    readonly rehearsal: Rehearsal
    /** ccxt's name of it. */
    readonly venue: string
  }

/** A venue that does not answer holds nobody up for longer. */
const standDownMaxUs = 2 * secondUs
/** Sentences remembered, so as not to say them again at once. */
const noticesMax = 256

/** The desk at this end of a line. */
type LineDesk = {
  /** Does something to the desk; what it throws ends the desk. */
  readonly take: (task: () => void) => void
  readonly run: DeskRun
}

/**
 * The line from a desk to a distant venue: the gateway, the link behind it, the fence between them,
 * and the timer that a gateway has not. Everything that is heard goes through `take` of the desk.
 */
export class DeskLine {
  readonly gateway: OrderGateway
  /** Told of every answer of the venue. @param isError - It is throttled, broken, or silent. */
  onCall: (isError: boolean) => void = () => {}
  readonly #link: DistantLink
  readonly #patient: PatientLink
  readonly #clock: Clock
  /** The desk's, in every name it gives an order. */
  readonly #number: bigint
  readonly #onNote: (message: string) => void
  readonly #silence: FeedSilence
  #desk: LineDesk | undefined
  #endWatch: (() => void) | undefined
  #cancel: (() => void) | undefined
  /** The first requests about what was out when the line was opened, less those answered. */
  readonly #opening = new Set<number>()
  #isOpening = false
  #hasDeadMan = false
  /** The request that calls the venue's switch off, and who waits for its answer. */
  readonly #standDown = { ticket: -1, heard: (): void => {} }
  readonly #told = new Set<string>()
  /** When each sentence was told last. */
  readonly #noticed = new Map<string, number>()

  constructor(needs: LineNeeds, link: DistantLink, fence: Fence) {
    const { header, clock, onNote, vitals } = needs
    this.#clock = clock
    this.#onNote = onNote
    this.#number = deskNumber(header)
    this.#silence = new FeedSilence(header.setup.intervalsUs, clock.now())
    this.#link = link
    link.connect({
      onAnswer: (ticket, answer) => {
        vitals?.calls.answered(ticket, answer)
        this.onCall(answer.kind === 'throttled' || answer.kind === 'ambiguous')
        this.#hear((ts) => this.gateway.onAnswer(ticket, answer, ts))
        this.#onAnswered(ticket, answer)
      },
      onUpdate: (update) => this.#hear((ts) => this.gateway.onUpdate(update, ts)),
      onDeafness: () => {
        if (vitals !== undefined) vitals.calls.reconnects += 1
        this.#hear((ts) => this.gateway.doubtAll(ts))
      },
      onNotice: (sentence) => this.#notice(sentence),
    })
    const fenced = new FencedLink(link, fence)
    const patient = new PatientLink(fenced, clock, (clientId) => this.#isOut(clientId))
    this.#patient = patient
    const opened = {
      send: (ticket: number, request: VenueRequest): void => {
        if (request.kind === 'dead-man' && request.us === 0) this.#standDown.ticket = ticket
        const name = orderNamed(request)
        if (this.#isOpening && name !== undefined && this.#isOut(name)) this.#opening.add(ticket)
        vitals?.calls.sent(ticket, request)
        patient.send(ticket, request)
      },
      steps: (i: number): VenueSteps | undefined => patient.steps(i),
      isReplacing: patient.isReplacing,
    }
    const { deadManUs = 0 } = needs.rehearsal
    this.#hasDeadMan = deadManUs > 0
    this.gateway = gatewayOf(header, opened, onNote, deadManUs)
  }

  /** What a venue goes on saying is told once a minute. */
  #notice(sentence: string): void {
    const now = this.#clock.now()
    if (now < (this.#noticed.get(sentence) ?? 0) + minuteUs) return
    if (this.#noticed.size >= noticesMax) this.#noticed.clear()
    this.#noticed.set(sentence, now)
    this.#onNote(sentence)
  }

  /** The journal was done again: looks up what is out, and listens from now on. */
  start(run: DeskRun, take: LineDesk['take']): void {
    this.#desk = { run, take }
    this.#link.open()
    this.#isOpening = true
    this.#hear((ts) => this.gateway.goLive(ts))
    this.#isOpening = false
    this.#tellLive()
    this.#endWatch = repeatEvery(this.#clock, secondUs, () => this.#listen())
  }

  /** Takes in a bar, once the gateway has been told how late it is: orders may be sent. */
  onBar(instrument: number, task: () => void): void {
    this.#silence.heard(instrument, this.#clock.now())
    this.act(task)
  }

  /** Does something to the desk upon which orders may be sent. */
  act<T>(task: () => T): T {
    this.gateway.onTime(this.#clock.now())
    const done = task()
    this.#schedule()
    return done
  }

  /** What rests at a venue must not rest there when nobody sees the market; nor wait for a bar. */
  #listen(): void {
    this.#hear((ts) => {
      this.#desk?.run.onTime(ts)
      for (const i of this.#silence.fallen(ts)) this.#desk?.run.onSilence(i, ts)
    })
  }

  /** Before a planned stop: the venue is to leave alone what is out. Waits until it knows. */
  async standDown(): Promise<void> {
    if (!this.#hasDeadMan || this.#desk === undefined) return
    this.#hasDeadMan = false
    const isHeard = new Promise<void>((resolve) => {
      this.#standDown.heard = resolve
      this.#clock.after(standDownMaxUs, resolve)
    })
    this.gateway.standDown()
    await isHeard
  }

  /** Nothing is sent or heard any more; what is out stays out. */
  close(): void {
    this.#cancel?.()
    this.#endWatch?.()
    this.#patient.close()
    this.#desk = undefined
    this.#link.close()
  }

  #isOut(clientId: string): boolean {
    for (const { orderId } of this.#desk?.run.desk.orders.openOrders ?? [])
      if (clientOrderId(this.#number, orderId, 0) === clientId) return true
    return false
  }

  #hear(task: (ts: Micros) => void): void {
    this.#desk?.take(() => task(this.#clock.now()))
    const risk = this.#desk?.run.desk.risk
    // Orders that add risk may leave: the account is known, and no order in doubt.
    if (risk?.awaitsAccount === false && risk.unresolved === 0)
      this.#tellOnce('trading: no order is in doubt')
    this.#schedule()
  }

  #schedule(): void {
    this.#cancel?.()
    const { nextTs } = this.gateway
    if (this.#desk === undefined || nextTs === Number.POSITIVE_INFINITY) return
    const us = Math.max(0, nextTs - this.#clock.now())
    this.#cancel = this.#clock.after(us, () => this.#hear((ts) => this.gateway.onTime(ts)))
  }

  #onAnswered(ticket: number, { kind }: VenueAnswer): void {
    if (ticket === this.#standDown.ticket) this.#standDown.heard()
    if (this.#opening.delete(ticket)) this.#tellLive()
    if (kind === 'account') this.#tellOnce('account: read, with no order in doubt')
  }

  #tellLive(): void {
    if (this.#opening.size === 0) this.#tellOnce('live: whatever was out has been looked up')
  }

  #tellOnce(sentence: string): void {
    if (this.#desk === undefined || this.#told.has(sentence)) return
    this.#told.add(sentence)
    this.#onNote(sentence)
  }
}

/**
 * Opens the line of a desk that has one; a new desk must find there what it is to begin with.
 *
 * @throws UserError `account-short`, and as `DistantLink.open` does.
 */
export async function openLine(
  { rehearsal, clock, onNote, vitals }: LineOptions,
  { lock, header, isNew }: LineFolder,
): Promise<DeskLine | undefined> {
  const venue = rehearsedVenue(header.source.market[0])
  if (rehearsal === undefined || venue === undefined) return undefined
  const fence = new Fence(
    () => lock.isHeld(),
    () => onNote('this folder is another desk’s now; nothing is sent any more'),
  )
  if ((rehearsal.deadManUs ?? 0) > 0) await requireSwitch(venue)
  const needs = { rehearsal, venue, header, clock, onNote, vitals }
  const { link, account } = await opened(needs, lock, isNew)
  try {
    if (account !== undefined) requireCash(account, header, rehearsal.url)
  } catch (error) {
    link.close()
    throw error
  }
  return new DeskLine(needs, link, fence)
}

async function requireSwitch(venue: string): Promise<void> {
  const { hasDeadManSwitch, name } = await venueCapabilities(venue)
  if (hasDeadManSwitch) return
  throw new UserError(
    'venue-cannot',
    `${name} has no dead man's switch for its spot market; leave --dead-man out.`,
  )
}

/** A process of its own, which has the key. */
function opened(
  { rehearsal, venue, header, clock, onNote }: LineNeeds,
  { folder, token }: Lock,
  isNew: boolean,
): ReturnType<typeof DistantLink.open> {
  const { url, keys, onKeyUse } = rehearsal
  const { instruments } = header.setup
  const fence = { pid: ownPid(), folder, token }
  const opening = { venue, url, timeoutMs: rehearsalAnswerMs(url), instruments, keys, fence }
  const onUse = onKeyUse ?? ((): void => {})
  return DistantLink.open({ start: startVenueProcess, clock, opening, onNote, onUse }, isNew)
}

function requireCash({ balances }: VenueAccount, { setup }: RunHeader, url: string): void {
  const { quote = '' }: Partial<Instrument> = setup.instruments[0] ?? {}
  const there = balances.get(quote) ?? 0n
  if (there >= setup.cash) return
  const [has, wants] = [there, setup.cash].map((minor) => formatMoney(money(minor, quote)))
  throw new UserError(
    'account-short',
    `The account at ${url} holds ${has} ${quote} and this desk is to begin with ${wants}; lower ` +
      'desk.cash, or give the account more.',
  )
}
