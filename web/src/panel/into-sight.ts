/** A panel that begins below this part of the window is out of sight. */
const lowestShare = 0.6

/** Chooses, and brings the panel in which that is shown into sight where it is not. */
export function intoSight(panel: string, choose: (name: string) => void): (name: string) => void {
  return (name) => {
    choose(name)
    const element = document.querySelector(`.panel-${panel}`)
    const top = element?.getBoundingClientRect().top ?? 0
    if (top < 0 || top > lowestShare * innerHeight) element?.scrollIntoView()
  }
}
