// The language switch keeps the reader's place: ids are the same in every language.
const places = [...document.querySelectorAll('main :is(h2, h3, h4, li, article)[id]')]
const masthead = document.querySelector('.masthead') // which stays on the screen, so that the switch is at hand wherever a reader is
const place = () => {
  const edge = Math.max(64, masthead.getBoundingClientRect().bottom + 32)
  const above = scrollY > 0 ? places.filter(it => it.checkVisibility?.() !== false && it.getBoundingClientRect().top < edge).pop() : null
  return above ? '#' + above.id : location.hash
}
for (const link of document.querySelectorAll('.languages a'))
  for (const kind of ['click', 'auxclick']) link.addEventListener(kind, () => { link.hash = place() })
