import type { ReactNode } from 'react'
import type { ThoughtDetail } from '../../../src/app/record/thought-lines.ts'
import { numberText } from '../format/number-text.ts'
import { Empty, Panel } from '../panel/panel.tsx'
import { useWatched } from '../record/use-record.ts'
import { sinceText } from '../strategy/version-text.ts'
import { dollarText } from './money-text.ts'

/** One question and what was said, whole. */
export function OneThought({ id }: { readonly id: string }): ReactNode {
  const { told, failure } = useWatched('thought', { id })
  const thought = told?.thought ?? undefined
  return (
    <Panel
      id="thought"
      title={`Thought ${id}`}
      note="What a model said is a stranger's words: it is shown as it came, and believed only as far as the checks go."
    >
      {thought !== undefined ? (
        <Whole thought={thought} />
      ) : (
        <Empty>
          {failure !== ''
            ? failure
            : told === undefined
              ? 'Reading.'
              : 'Nothing is kept under this name; choose one from the list.'}
        </Empty>
      )}
    </Panel>
  )
}

function Whole({ thought }: { readonly thought: ThoughtDetail }): ReactNode {
  const { t, model, tokensIn, tokensOut, costMicroUsd, ms } = thought
  const { reply, prompt, system, outcome } = thought
  const used = [
    `${numberText(tokensIn, 0)} tokens in`,
    `${numberText(tokensOut, 0)} out`,
    dollarText(costMicroUsd),
    `${numberText(ms / 1_000, 1)} s`,
  ]
  return (
    <>
      <p className="note">
        {sinceText(t)} UTC, {model}, {used.join(', ')}
      </p>
      <h3>{outcome === 'text' ? 'What it said' : `No whole answer: ${outcome}`}</h3>
      <pre className="said-whole" tabIndex={0}>
        {tidied(reply)}
      </pre>
      <details>
        <summary>What it was asked</summary>
        <pre className="said-whole" tabIndex={0}>
          {prompt}
        </pre>
      </details>
      <details>
        <summary>What it was told of its part</summary>
        <pre className="said-whole" tabIndex={0}>
          {system}
        </pre>
      </details>
    </>
  )
}

/** JSON with a line for each part; anything else as it came. */
function tidied(text: string): string {
  if (!/^\s*[{[]/.test(text)) return text
  try {
    return JSON.stringify(JSON.parse(text), undefined, 2)
  } catch {
    return text
  }
}
