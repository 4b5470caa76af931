import type { Json } from '../../base/index.ts'
import { formatTime } from '../../domain/index.ts'
import type { AnalysisReport } from '../analysis/index.ts'
import type { Observation } from '../observation/observation-book.ts'
import { fillLayer, type PromptSet } from '../prompt/prompt-set.ts'
import type { CycleContext, PaperTest, VersionTold } from './cycle-context.ts'

/** Characters of one part of a prompt; what is beyond is left out, and it says so. */
const partMax = 16_384

/** What a model is told in a cycle: who it is and what holds, and what there is to decide by. */
export type CyclePrompt = { readonly system: string; readonly prompt: string }

/**
 * A context as words. What the shell computed, what modules made of it and what is in force are
 * marked as such; observations are quoted line by line, so that none can pass for a heading.
 *
 * @param mandate - In the owner's words. @param tables - The schema of what analyses can query.
 */
export function cyclePrompt(
  context: CycleContext,
  set: PromptSet,
  { mandate, tables }: { readonly mandate: string; readonly tables: string },
): CyclePrompt {
  const { constraint, budget } = context
  const values = {
    mandate: cut(mandate),
    limits: lines(constraint['limits']),
    fees: lines(constraint['costs']),
    instruments: lines(constraint['instruments']),
    budget: budgetText(budget),
    tables: cut(tables),
    observations: cut(context.observations.map(observationLine).join('\n')),
    paperTests: cut(context.paperTests.map(paperLine).join('\n')),
    versions: cut(context.versions.map(versionLine).join('\n')),
  }
  const layer = (name: 'identity' | 'system' | 'memory'): string => fillLayer(set, name, values)
  return {
    system: `${layer('identity')}\n${layer('system')}`,
    prompt: [
      layer('memory'),
      part('Truth: computed by the desk', json(context.truth)),
      part('Analysis of the market: by a module', reportText(context.analysis.market)),
      part('Analysis of trades: by a module', reportText(context.analysis.trades)),
      part('Constraint: in force', json(context.constraint)),
      part('Regime now', json(context.regime)),
      part('Drought', `${context.drought.kind}: ${context.drought.told}`),
    ].join('\n'),
  }
}

function budgetText({ tokensLeft, tokensPerDay }: CycleContext['budget']): string {
  if (tokensLeft === null) return `${tokensPerDay} tokens a day.`
  return `${tokensLeft} of ${tokensPerDay} tokens are left today.`
}

function part(title: string, text: string): string {
  return `# ${title}\n\n${cut(text)}\n`
}

function cut(text: string): string {
  const over = text.length - partMax
  return over <= 0 ? text : `${text.slice(0, partMax)}\n(${over} characters left out)`
}

function json(of: Json): string {
  return JSON.stringify(of)
}

function lines(of: Json | undefined): string {
  if (of === undefined || of === null) return ''
  if (typeof of !== 'object') return String(of)
  const named = Object.entries(of).map(([name, value]) => `- ${name}: ${json(value)}`)
  return cut(named.join('\n'))
}

function reportText(of: AnalysisReport): string {
  return of.kind === 'failed' ? `It failed, so there is none: ${of.why}.` : json(of.report)
}

function observationLine({ id, ts, by, text }: Observation): string {
  return `- ${id}, ${formatTime(ts)}, by ${by}: ${JSON.stringify(text)}`
}

function paperLine({ version, outcome, trades, net, days }: PaperTest): string {
  return `- ${version}: ${outcome}, ${trades} trades in ${days} days, net ${net}`
}

function versionLine({ id, parent, state, summary }: VersionTold): string {
  return `- ${id}, ${state}, of ${parent ?? 'nothing'}: ${JSON.stringify(summary)}`
}
