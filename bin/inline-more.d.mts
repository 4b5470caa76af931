export function inlineMore(): void
