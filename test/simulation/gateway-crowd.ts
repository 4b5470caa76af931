import { createHash } from 'node:crypto'
import { IncomingMessage } from 'node:http'
import { Socket } from 'node:net'
import {
  codeStepUs,
  type ControlAnswer,
  stepUpCode,
  stepUpSecret,
  TokenBook,
} from '../../src/app/index.ts'
import { Random } from '../../src/base/index.ts'
import { dayUs, type Micros, micros } from '../../src/domain/index.ts'
import { type ActEnd, admitUpdate, apiRoutes, typedIn } from '../../src/doors/index.ts'
import { SimulatedDisk } from '../../src/kernel/index.ts'
import { promise } from './exchange-violation.ts'
import type { ActBook } from './gateway-acts.ts'
import type { DeskLife } from './gateway-desk.ts'
import { type DeskDoors, deskSecret, tokenFolder } from './gateway-doors.ts'
import { drawWish, garble, type Wish } from './gateway-wish.ts'

/** What may come of something that is sent to a desk, as the rules have it. */
type Rule = {
  readonly wish: Wish
  /** `telegram:7`, as it would stand in the journal. */
  readonly by: string
  /** Whether anything at all may be done. */
  readonly isAllowed: boolean
  /** Whether it may lead back from safety, too. */
  readonly isPerson: boolean
  /** Whether it is as it should be: only the desk itself can keep it from being done. */
  readonly isPlain: boolean
}

type Answer = ControlAnswer | ActEnd | undefined

const guest = 7
const stranger = 8
const guests = { users: [guest], chats: [guest] }
const scopes: Readonly<Record<string, readonly string[]>> = {
  reader: ['read'],
  controller: ['read', 'control'],
  trader: ['trade'],
  expired: ['read', 'control', 'trade'],
  revoked: ['read', 'control', 'trade'],
  forged: ['read', 'control', 'trade'],
}
const kinds = Object.keys(scopes)
const isGood = (kind: string): boolean => ['reader', 'controller', 'trader'].includes(kind)

/** People and programs that want something of a desk: some may, some may not, some are nobody. */
export class Crowd {
  readonly #random: Random
  readonly #acts: ActBook
  readonly book: TokenBook = new TokenBook(tokenFolder, new SimulatedDisk())
  readonly #tokens = new Map<string, string>()
  /** Of the process there is now: which programs have shown that a person is there. */
  readonly #proved = new Set<string>()
  #wishes = 0
  #updates = 0

  constructor(seed: number, now: Micros, acts: ActBook) {
    this.#random = Random.stream(seed, 'crowd')
    this.#acts = acts
    for (const [k, name] of kinds.entries()) {
      const terms = { name, scopes: scopes[name] ?? [], days: 1, id: `${k}`.repeat(8) }
      const when = name === 'expired' ? micros(now - 2 * dayUs) : now
      const { token } = this.book.create({ ...terms, secret: `${k}`.repeat(43), now: when })
      this.#tokens.set(name, token)
    }
    for (const name of ['revoked', 'forged']) this.book.revoke(name)
  }

  /** A process has begun, which knows of no proof. */
  forget(): void {
    this.#proved.clear()
  }

  /** Somebody comes by one of the doors. */
  come(life: DeskLife, doors: DeskDoors): void {
    const random = this.#random
    this.#wishes += 1
    const reason = `because ${String(this.#wishes).padStart(3, '0')}.`
    const wish = drawWish(random, reason, life.run.desk.risk.mode)
    const draw = random.next()
    if (draw < 0.1) this.#byManagers(life, doors, wish)
    else if (draw < 0.5) this.#byApi(life, doors, wish)
    else if (draw < 0.75) this.#byTelegram(life, doors, wish)
    else this.#byLine(life, doors, wish)
  }

  #byApi(life: DeskLife, doors: DeskDoors, wish: Wish): void {
    const random = this.#random
    const kind = kinds[random.below(kinds.length)] ?? 'reader'
    const token = this.#tokens.get(kind) ?? ''
    const header = `Bearer ${random.next() < 0.1 ? garble(random, token) : token}`
    const isGarbled = random.next() < 0.2
    const [name, body] = wish.api
    const given = isGarbled && name !== 'kill' ? { ...body, to: 'x', key: 1, scope: 0 } : body
    const request = new IncomingMessage(new Socket())
    const isIn = doors.tokens.knock(request, header, doors.clock.now()) === 'accepted'
    promise(!isIn || isGood(kind), 'doors', () => `a token that is ${kind} opened a door`)
    if (!isIn) return
    if (random.next() < 0.6) this.#prove(doors, request, kind)
    const isAllowed = wish.isKill || (kind === 'controller' && this.#proved.has(kind))
    const rule = { wish, by: `program:token ${kind}`, isAllowed, isPerson: false }
    this.#send(life, doors, { ...rule, isPlain: isAllowed && !isGarbled }, () => {
      const caller = doors.tokens.callerOf(request)
      const read = apiRoutes[name].body?.safeParse(given)
      if (!doors.tokens.may(name, caller) || read?.success !== true) return undefined
      return doors.acts.act(name, caller, { ...(read.data as object) })
    })
  }

  /** A code of now, or a wrong one. */
  #prove(doors: DeskDoors, request: IncomingMessage, kind: string): void {
    const caller = doors.tokens.callerOf(request)
    const isRight = this.#random.next() < 0.8
    const step = Math.floor(doors.clock.now() / codeStepUs) + (isRight ? 0 : 9)
    const code = stepUpCode(stepUpSecret(deskSecret, caller.subject), step)
    const isProved = 'freshUntil' in doors.acts.prove(caller, code)
    promise(isRight || !isProved, 'doors', () => `a wrong code of ${kind} proved something`)
    if (isProved) this.#proved.add(kind)
  }

  #byTelegram(life: DeskLife, doors: DeskDoors, wish: Wish): void {
    const random = this.#random
    const user = random.next() < 0.7 ? guest : stranger
    const isGarbled = random.next() < 0.15
    const rule = { wish, by: `telegram:${user}`, isPerson: true }
    const isAllowed = user === guest && wish.isTextAtOnce
    const first = { ...rule, isAllowed, isPlain: isAllowed && !isGarbled }
    const text = isGarbled ? garble(random, wish.text) : wish.text
    let said = ''
    this.#send(life, doors, first, () => {
      said = this.#write(doors, user, text)
      return undefined
    })
    const code = /\/confirm ([0-9a-f]{8})/.exec(said)?.[1]
    if (code === undefined || random.next() < 0.1) return
    const isRight = random.next() < 0.8
    const second = { ...rule, isAllowed: user === guest && isRight, isPlain: false }
    this.#send(life, doors, second, () => {
      this.#write(doors, user, `/confirm ${isRight ? code : '00000000'}`)
      return undefined
    })
  }

  /** @returns What is said to that; nothing to strangers. */
  #write(doors: DeskDoors, user: number, text: string): string {
    this.#updates += 1
    const now = doors.clock.now()
    const who = { from: { id: user }, chat: { id: user, type: 'private' } }
    const message = { ...who, date: Math.floor(now / 1_000_000), text }
    const admitted = admitUpdate({ update_id: this.#updates, message }, guests, now / 1_000)
    const typed = admitted.kind === 'message' ? typedIn(admitted.text) : undefined
    if (admitted.kind !== 'message' || typed === undefined) return ''
    const said = doors.bot.take(admitted, typed)
    // A message that comes twice is one act.
    if (typed.name !== 'confirm' && this.#random.next() < 0.1) doors.bot.take(admitted, typed)
    return said?.lines.join(' ') ?? ''
  }

  /** A command line of whoever owns the machine, or a model; both may send it twice. */
  #byLine(life: DeskLife, doors: DeskDoors, wish: Wish): void {
    const random = this.#random
    const door = random.next() < 0.6 ? 'mcp' : 'cli'
    const actor = door === 'mcp' ? 'token model' : 'ada'
    const nonce = String(this.#wishes).padStart(32, '0')
    const text = JSON.stringify({ request: wish.request, actor, nonce, door })
    const isGarbled = random.next() < 0.2
    const line = isGarbled ? garble(random, text) : text
    const rule = { wish, by: `${door}:${actor}`, isAllowed: true, isPerson: door === 'cli' }
    this.#send(life, doors, { ...rule, isPlain: !isGarbled }, () => doors.line(line))
    if (random.next() < 0.3)
      this.#send(life, doors, { ...rule, isAllowed: false, isPlain: false }, () => doors.line(line))
  }

  /** What managers agreed on, once or twice; they want more, and so does who is none of them. */
  #byManagers(life: DeskLife, doors: DeskDoors, wish: Wish): void {
    const random = this.#random
    const door = random.next() < 0.8 ? 'managers' : 'cli'
    const proposal = createHash('sha256').update(wish.reason).digest('hex')
    const subject = `pattern-${random.below(4)}`
    const agreed = { kind: 'memory', change: 'add-pattern', subject, proposal } as const
    const isAgreed = random.next() < 0.8
    const times = random.next() < 0.3 ? 2 : 1
    const { reason } = wish
    const wanted = isAgreed
      ? { ...agreed, reason }
      : ({ kind: 'mode', to: 'pause', reason } as const)
    const by = `${door}:quorum`
    const rule = { wish: { ...wish, request: wanted }, by, isPerson: false, isPlain: false }
    for (let time = 0; time < times; time += 1) {
      const asker = { door, actor: 'quorum', nonce: `${reason} ${time}` } as const
      // What could not be written down the first time was not done, and may be asked for again.
      const isDone = life.acts.some((act) => act.by === by && act.reason === reason)
      const isAllowed = isAgreed && !isDone && door === 'managers'
      if (isAgreed || door === 'managers')
        this.#send(life, doors, { ...rule, isAllowed }, () => doors.control.ask(wanted, asker))
    }
  }

  /** What comes of it is what may come of it, and is done when it is answered. */
  #send(life: DeskLife, doors: DeskDoors, rule: Rule, task: () => Answer): void {
    const { acts, run } = life
    const before = acts.length
    const answer = doors.visit(task)
    const done = acts.slice(before)
    const { wish, by, isAllowed, isPerson, isPlain } = rule
    const who = (): string => `${by} wanted ${JSON.stringify(wish.request)}`
    promise(done.length <= (isAllowed ? 1 : 0), 'doors', () => `${who()}, and it was done`)
    for (const act of done) {
      promise(act.by === by, 'doors', () => `${who()}, and it stands there by ${act.by}`)
      const isOfMemory = act.kind === 'memory-agreed'
      promise(isOfMemory === by.startsWith('managers:'), 'doors', who)
      promise(isPerson || !act.isBack, 'doors', () => `${who()}: only a person leads back`)
    }
    const { mode } = run.desk.risk
    const isHeard = !isPlain || !wish.isKill || mode === 'emergency'
    promise(isHeard, 'kill', () => `${who()}, and the desk is in ${mode}`)
    if (answer?.ok === false && isPlain && wish.isSafe) {
      const isExplained = ['mode-refused', 'audit-failed'].includes(answer.code)
      promise(isExplained, 'doors', () => `${who()}, and was told ${answer.code}`)
    }
    if (answer !== undefined && !answer.ok)
      promise(done.length === 0, 'doors', () => `${who()}: done, and refused`)
    this.#acts.answer(done, answer?.ok === true ? answer.audit : null)
  }
}
