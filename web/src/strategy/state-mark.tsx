import type { ReactNode } from 'react'
import { type Shape, Sign } from '../panel/sign.tsx'

const shapes: Readonly<Record<string, Shape>> = {
  champion: 'well',
  canary: 'half',
  shadow: 'half',
  retired: 'bars',
  demoted: 'down',
  declined: 'cross',
}

/** Where a version stands: by shape, word and colour. */
export function StateMark({
  state,
  isControl = false,
}: {
  readonly state: string
  readonly isControl?: boolean
}): ReactNode {
  return (
    <span className={`state-mark state-${state}`}>
      <Sign shape={shapes[state] ?? 'ring'} /> {state}
      {isControl ? ', control' : ''}
    </span>
  )
}

const answers: Readonly<Record<string, readonly [shape: Shape, word: string]>> = {
  pass: ['tick', 'passed'],
  fail: ['cross', 'failed'],
  warn: ['warning', 'warns'],
  'NOT RUN': ['ring', 'not run'],
}

/** How a question was answered: by shape, word and colour. */
export function AnswerMark({ status }: { readonly status: string }): ReactNode {
  const [shape, word] = answers[status] ?? ['ring', status]
  const tone = status === 'pass' ? 'up' : status === 'fail' ? 'down' : ''
  return (
    <span className={`answer-mark ${tone}`}>
      <Sign shape={shape} /> {word}
    </span>
  )
}
