import { type MouseEvent, type ReactNode, useId, useLayoutEffect, useRef } from 'react'

type SheetProps = {
  readonly title: string
  readonly className: string
  readonly close: () => void
  readonly children: ReactNode
}

/** A sheet over the page that Escape, its button and a press beside it put away. */
export function Sheet({ title, className, close, children }: SheetProps): ReactNode {
  const dialog = useRef<HTMLDialogElement>(null)
  const id = useId()
  useLayoutEffect(() => {
    const element = dialog.current
    element?.showModal()
    // Closed before it goes, so that the browser puts the focus back where it was.
    return () => element?.close()
  }, [])
  const pressBeside = (event: MouseEvent): void => {
    if (event.target === dialog.current) close()
  }
  return (
    <dialog
      ref={dialog}
      className={`sheet ${className}`}
      aria-labelledby={id}
      onClose={close}
      onClick={pressBeside}
    >
      <div className="sheet-inside">
        <div className="sheet-head">
          <h2 id={id}>{title}</h2>
          <button type="button" className="plain" onClick={close}>
            Close
          </button>
        </div>
        {children}
      </div>
    </dialog>
  )
}
