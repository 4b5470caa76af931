import type { CallToolResult } from '@modelcontextprotocol/server'
import { z } from 'zod'
import {
  askControl,
  type ControlAnswer,
  type ControlRequest,
  type ControlState,
  leaveKillFile,
  personHere,
} from '../../app/index.ts'
import { reasonOf } from '../../base/index.ts'
import { minuteUs } from '../../domain/index.ts'
import type { Clock } from '../../kernel/index.ts'
import { PendingActs } from '../telegram/pending-act.ts'
import type { ActBudget } from './act-budget.ts'
import type { ActTool, Capability } from './act-tools.ts'

/** Who wants an act, by the token that was brought. */
export type McpActor = {
  /** Tells one token from another. */
  readonly key: string
  /** For the audit. */
  readonly name: string
  /** Asked anew for each call: a token may have been revoked. */
  readonly may: (capability: Capability) => boolean
}

export type ActCallsNeeds = {
  /** Of the desk. */
  readonly folder: string
  readonly clock: Clock
  readonly budget: ActBudget
}

const second = z.looseObject({ code: z.string().max(16).optional() })

/**
 * Acts of models on a running desk, in two steps: the first says what would happen and gives a
 * code, the second, within a minute, does that and nothing else. All of it goes by the desk's own
 * control, which writes it into the audit first and declines what only a person may do.
 */
export class ActCalls {
  readonly #needs: ActCallsNeeds
  readonly #pending: PendingActs

  constructor(needs: ActCallsNeeds) {
    this.#needs = needs
    this.#pending = new PendingActs(needs.clock, minuteUs)
  }

  /** Never throws for what a client sent. */
  async call(tool: ActTool, args: unknown, actor: McpActor): Promise<CallToolResult> {
    try {
      if (!this.#may(tool, actor)) return refused(`The token has no scope ${tool.capability}.`)
      const { code, ...words } = second.parse(args)
      const request = tool.request(words)
      if (tool.isKill) return await this.#kill(request, actor)
      return await (code === undefined
        ? this.#propose(tool, request, actor)
        : this.#confirm({ tool, request, actor, code }))
    } catch (error) {
      return refused(reasonOf(error))
    }
  }

  #may({ isKill, capability }: ActTool, actor: McpActor): boolean {
    return isKill ? actor.may('control') || actor.may('trade') : actor.may(capability)
  }

  async #propose(tool: ActTool, request: ControlRequest, actor: McpActor): Promise<CallToolResult> {
    const state = await this.#state()
    if (typeof state === 'string') return refused(state)
    const why = this.#needs.budget.objection(this.#needs.clock.now(), notionalOf(tool, state))
    if (why !== undefined) return refused(why)
    const code = this.#pending.ask(request, actor.key)
    const { mode, held, gross = 0, openOrders } = state
    return told([
      `Nothing is done yet. ${tool.description}`,
      `The desk is in ${mode}, holds ${held} instruments worth ${gross.toFixed(2)}, and has ${openOrders} orders open.`,
      `This would be done: ${JSON.stringify(request)}`,
      `Show this to a person. To do it, call ${tool.name} again with the same words and code=${code}, once, within a minute.`,
    ])
  }

  async #confirm(asked: {
    readonly tool: ActTool
    readonly request: ControlRequest
    readonly actor: McpActor
    readonly code: string
  }): Promise<CallToolResult> {
    const { tool, request, actor, code } = asked
    const proposed = this.#pending.take(code, actor.key)
    if (proposed === undefined || JSON.stringify(proposed) !== JSON.stringify(request))
      return refused(
        'That code is wrong, used, of another act or older than a minute: nothing is done.',
      )
    const state = await this.#state()
    if (typeof state === 'string') return refused(state)
    const why = this.#needs.budget.spend(this.#needs.clock.now(), notionalOf(tool, state))
    if (why !== undefined) return refused(why)
    const answer = await this.#ask(request, actor)
    return answer === undefined ? refused(silent) : resultOf(answer)
  }

  /** A desk that does not answer finds the file, and a person has the means to end it. */
  async #kill(request: ControlRequest, actor: McpActor): Promise<CallToolResult> {
    const answer = await this.#ask(request, actor)
    if (answer?.ok === true) return resultOf(answer)
    const isHold = request.kind === 'kill' && request.isHold
    const file = leaveKillFile(this.#needs.folder, isHold)
    return refused(
      `The desk does not answer. ${file} was left, which kills it where it runs and keeps it killed; ` +
        'a desk that hangs is ended by coinswarm kill.',
    )
  }

  async #state(): Promise<ControlState | string> {
    const reply = await askControl(this.#needs.folder, { kind: 'show' })
    return reply.kind === 'answer' && reply.answer.ok ? reply.answer.state : silent
  }

  async #ask(request: ControlRequest, { name }: McpActor): Promise<ControlAnswer | undefined> {
    const here = { ...personHere(), actor: name, door: 'mcp' } as const
    const reply = await askControl(this.#needs.folder, request, here)
    return reply.kind === 'answer' ? reply.answer : undefined
  }
}

const silent = 'No desk answers in that folder; start it with coinswarm up.'

function notionalOf({ isTrade }: ActTool, { gross = 0 }: ControlState): number {
  return isTrade ? gross : 0
}

function resultOf(answer: ControlAnswer): CallToolResult {
  if (!answer.ok) return refused(`${answer.code}: ${answer.message}`)
  const { did, state, audit } = answer
  return told([`Done: ${did}.`, JSON.stringify({ did, state, audit })])
}

function told(lines: readonly string[]): CallToolResult {
  return { content: lines.map((text) => ({ type: 'text', text })), isError: false }
}

function refused(why: string): CallToolResult {
  return { content: [{ type: 'text', text: why }], isError: true }
}
