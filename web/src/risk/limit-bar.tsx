import type { ReactNode } from 'react'
import { type LimitUse, limitUse, partText, useText } from '../format/limit-text.ts'
import { Sign } from '../panel/sign.tsx'

type LimitBarProps = {
  readonly label: string
  readonly was: number | null
  readonly max: number
  /** What is used and the limit, for people: `22.4 %` and `of 25 %`. */
  readonly wasText: string
  readonly maxText: string
  readonly children?: ReactNode
}

/**
 * One limit as a bar that ends at it. What is used is told by length, by figure and by word; near
 * is striped, over carries a wedge past the end, and not known is an empty broken line.
 */
export function LimitBar({
  label,
  was,
  max,
  wasText,
  maxText,
  children,
}: LimitBarProps): ReactNode {
  const use = limitUse(was, max)
  return (
    <li className={`limit limit-${use.kind}`}>
      <p className="limit-head">
        <strong className="limit-label">{label}</strong>
        <span className="limit-amount">
          {wasText} <span className="note">{maxText}</span>
        </span>
        <strong className="limit-part">{use.kind === 'unknown' ? '?' : partText(use.part)}</strong>
      </p>
      <div
        className="bar"
        role="meter"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={filledPercent(use)}
        aria-valuetext={`${wasText} ${maxText}, ${useText(use)}`}
      >
        <div className="bar-used" style={{ width: `${filledPercent(use)}%` }} />
      </div>
      <LimitWord use={use} />
      {children}
    </li>
  )
}

function LimitWord({ use }: { readonly use: LimitUse }): ReactNode {
  if (use.kind === 'within') return null
  return (
    <p className="limit-word" aria-hidden="true">
      <Sign shape={use.kind === 'near' ? 'warning' : 'stop'} /> {useText(use)}
    </p>
  )
}

function filledPercent(use: LimitUse): number {
  return use.kind === 'unknown' ? 0 : Math.min(100, Math.round(use.part * 1_000) / 10)
}
