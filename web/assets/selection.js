/**
 * What is selected inside an element, in units of its text; and selecting it.
 *
 *     selectedIn(element)            // [4, 9], or null
 *     select(element, 4, 9)          // the other end may be before the first: it grows from 4
 *
 * Counts text nodes only, as the element's text does; what a sheet adds (brackets) is not counted.
 */

/** The units of text before a place in the element. */
function unitAt(element, node, offset) {
  const range = document.createRange();
  range.setStart(element, 0);
  range.setEnd(node, offset);
  return range.toString().length;
}

/**
 * @param {HTMLElement} element
 * @returns {[number, number]|null} null: nothing in it is selected
 */
export function selectedIn(element) {
  const selection = getSelection();
  if (!selection || selection.isCollapsed || selection.rangeCount === 0) return null;
  const range = selection.getRangeAt(0);
  if (!range.intersectsNode(element)) return null;
  const from = element.contains(range.startContainer)
    ? unitAt(element, range.startContainer, range.startOffset)
    : 0;
  const to = element.contains(range.endContainer)
    ? unitAt(element, range.endContainer, range.endOffset)
    : element.textContent.length;
  return from < to ? [from, to] : null;
}

/** The text node that a unit stands in, and where in it. */
function placeOf(element, unit) {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  let left = unit;
  let last = null;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (left <= node.data.length) return [node, left];
    left -= node.data.length;
    last = node;
  }
  return last ? [last, last.data.length] : [element, 0];
}

/**
 * @param {HTMLElement} element
 * @param {number} anchor unit from which it grows
 * @param {number} focus the other end
 */
export function select(element, anchor, focus) {
  getSelection().setBaseAndExtent(...placeOf(element, anchor), ...placeOf(element, focus));
}
