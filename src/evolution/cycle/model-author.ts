import { z } from 'zod'
import { declined, ok, plainLine } from '../../base/index.ts'
import { askObject, type ModelNone, type NamedModel, replyForm } from '../../llm/index.ts'
import { analysisText } from '../prompt/analysis-text.ts'
import type { Author, AuthorContext, Decision } from './cycle-ports.ts'

/** What a model is told in every question of a night. */
export type AuthorWords = {
  /** Who it is and what holds. */
  readonly system: string
  /** What there is to decide by. */
  readonly facts: string
  /** The page on how a strategy is written. */
  readonly contract: string
}

export type ModelAuthorOptions = {
  readonly model: NamedModel
  readonly words: AuthorWords
}

/** Longest source that a model may hand in. Unit: characters. */
const sourceMost = 16_000
/** Of a reason, as it is kept. Unit: characters. */
const whyMost = 300

const decisionForm = replyForm(
  'decision',
  z.strictObject({
    kind: z.enum(['no-change', 'tune', 'restructure', 'market-analysis', 'trade-analysis']),
    why: z.string().min(1).max(1_000),
  }),
)

const draftsForm = replyForm(
  'drafts',
  z.strictObject({
    drafts: z
      .array(
        z.strictObject({
          idea: z.string().min(1).max(300),
          source: z.string().min(1).max(sourceMost),
        }),
      )
      .max(20),
  }),
)

/**
 * The author that is a language model. It has no tools: it is told facts and gives back a decision,
 * and texts that the shell takes for drafts. No answer, whatever the reason, changes nothing.
 */
export function modelAuthor({ model, words }: ModelAuthorOptions): Author {
  const { named: name, port } = model
  const ask = { system: words.system, cache: 'none' } as const
  return {
    name,
    decide: async (context) => {
      const answer = await askObject(
        port,
        { ...ask, purpose: 'decide', maxTokens: 1_000, prompt: decisionPrompt(words, context) },
        decisionForm,
      )
      if (answer.kind === 'none') return { kind: 'no-change', why: noAnswer(answer) }
      const { kind, why } = answer.value
      return { kind, why: plainLine(why, whyMost) }
    },
    write: async (context, decision, count) => {
      const slot = slotOf(decision)
      const prompt = draftsPrompt(words, { context, decision, count })
      const answer = await askObject(
        port,
        { ...ask, purpose: 'write', maxTokens: 4_000 + 4_000 * count, prompt },
        draftsForm,
      )
      if (answer.kind === 'none') return declined(noAnswer(answer))
      const parent = slot === undefined ? context.parent.version : context.analyses?.[slot]?.version
      return ok(
        answer.value.drafts
          .slice(0, count)
          .map(({ source, idea }) => ({ source, parent, idea: plainLine(idea, whyMost) })),
      )
    },
  }
}

function noAnswer({ detail }: ModelNone): string {
  return plainLine(`no answer: ${detail}`, whyMost)
}

function decisionPrompt({ facts }: AuthorWords, { parent }: AuthorContext): string {
  return [
    facts,
    heading('The strategy in force'),
    parent.source,
    heading('What to answer'),
    'Decide whether anything should change now. Most nights nothing should.',
  ].join('\n')
}

function draftsPrompt(
  { facts, contract }: AuthorWords,
  of: {
    readonly context: AuthorContext
    readonly decision: Decision
    readonly count: number
  },
): string {
  const { context, decision, count } = of
  const slot = slotOf(decision)
  const shown =
    slot === undefined
      ? [
          ...[heading('How a strategy is written'), contract],
          ...[heading('The strategy in force'), context.parent.source],
        ]
      : [
          ...[
            heading('How an analysis is written'),
            analysisText,
            heading('The analysis in force'),
          ],
          context.analyses?.[slot]?.source ?? 'The one that ships; its report stands above.',
        ]
  return [
    facts,
    ...shown,
    heading('Your decision'),
    `${decision.kind}: ${decision.why}`,
    heading('What to answer'),
    `Write up to ${count} whole modules, each with the idea behind it. Each one is a trial that makes`,
    'the gate higher for all that follow: hand in only what you would bet on.',
  ].join('\n')
}

/** Which analysis is to be rewritten; `undefined` where a strategy is. */
function slotOf({ kind }: Decision): 'market' | 'trades' | undefined {
  if (kind === 'market-analysis') return 'market'
  return kind === 'trade-analysis' ? 'trades' : undefined
}

function heading(title: string): string {
  return `\n# ${title}\n`
}
