import type { ReactNode } from 'react'

/** Drawn, not loaded: it stands there as well when the desk does not answer. */
export function Logo({ size }: { readonly size: number }): ReactNode {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true">
      <rect width="32" height="32" rx="7" fill="#0b5cad" />
      <path
        d="M8 21l5.5-6.5 5.5 3.5 6-9"
        fill="none"
        stroke="#fff"
        strokeWidth="1.4"
        opacity=".7"
      />
      <path
        d="M8 21h0M13.5 14.5h0M19 18h0M25 9h0"
        stroke="#fff"
        strokeWidth="5.2"
        strokeLinecap="round"
      />
    </svg>
  )
}
