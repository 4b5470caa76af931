import type { ReactNode } from 'react'
import { signedText } from '../format/number-text.ts'

/** Buy or sell: by word, arrow and colour. */
export function Side({ side }: { readonly side: 'buy' | 'sell' }): ReactNode {
  const isBuy = side === 'buy'
  return (
    <span className={isBuy ? 'up' : 'down'}>
      <span aria-hidden="true">{isBuy ? '\u25b2' : '\u25bc'}</span> {side}
    </span>
  )
}

/** An amount won or lost: by sign and colour. Unit: the desk's currency. */
export function Result({ value }: { readonly value: number }): ReactNode {
  const tone = value > 0 ? 'up' : value < 0 ? 'down' : ''
  return <span className={tone}>{signedText(value, 2)}</span>
}
