/**
 * The page's script, as it is embedded: it filters, unfolds and copies. The state of the filters is in the
 * address's fragment, so that a filtered list can be bookmarked and sent.
 */
export const SCRIPT = String.raw`
'use strict';
(() => {
  const root = document.documentElement;
  root.classList.add('scripts');
  const find = (selector, from = document) => from.querySelector(selector);
  const all = (selector, from = document) => [...from.querySelectorAll(selector)];
  const form = find('#filters');
  const placeButton = find('#place');
  const unfoldButton = find('#unfold');
  const shown = find('#shown');
  const fields = ['q', 'outcome', 'kind', 'service', 'strength', 'harm'];
  let place = '';

  const checks = all('.check').map((element) => ({
    element,
    data: element.dataset,
    text: undefined,
  }));
  const textOf = (check) => {
    if (check.text === undefined) {
      const parts = all('[data-s]', check.element).map((part) => part.textContent);
      check.text = [check.data.place, check.data.kind, ...parts].join(' ').toLowerCase();
    }
    return check.text;
  };

  const stateOfForm = () => {
    const state = {};
    for (const name of fields) {
      const value = form.elements[name].value.trim();
      if (value !== '') state[name] = value;
    }
    if (place !== '') state.place = place;
    return state;
  };

  const matches = (check, state, words) =>
    ['outcome', 'kind', 'service', 'strength', 'place'].every(
      (name) => state[name] === undefined || check.data[name] === state[name],
    ) &&
    (state.harm === undefined || (check.data.harm || '').split(' ').includes(state.harm)) &&
    (words.length === 0 || words.every((word) => textOf(check).includes(word)));

  const apply = () => {
    const state = stateOfForm();
    const words = (state.q || '').toLowerCase().split(/\s+/).filter(Boolean);
    const filtered = Object.keys(state).length > 0;
    let visible = 0;
    for (const check of checks) {
      const show = matches(check, state, words);
      check.element.hidden = !show;
      if (show) visible += 1;
    }
    for (const group of all('.kind, .operation, .harm')) group.hidden = !find('.check:not([hidden])', group);
    for (const section of all('details.section')) {
      const number = all('.check:not([hidden])', section).length;
      const size = find('.size', section);
      size.textContent = filtered ? number + ' of ' + size.dataset.size : size.dataset.size;
      section.hidden = number === 0;
      section.open = filtered ? number > 0 : section.dataset.open === 'yes';
    }
    for (const group of all('details.alike')) group.open = filtered && find('.check:not([hidden])', group) !== null;
    shown.textContent = visible + ' of ' + checks.length + ' shown';
    placeButton.hidden = place === '';
    placeButton.textContent = place + ' ×';
    placeButton.setAttribute('aria-label', 'Operation ' + place + ': remove this filter');
    for (const link of all('.matrix a')) {
      const current = link.dataset.place === place && link.dataset.kind === state.kind;
      if (current) link.setAttribute('aria-current', 'true');
      else link.removeAttribute('aria-current');
    }
    return state;
  };

  const remember = (push) => {
    const fragment = '#' + new URLSearchParams(apply()).toString();
    const address = fragment === '#' ? location.pathname + location.search : fragment;
    if (push) history.pushState(null, '', address);
    else history.replaceState(null, '', address);
  };

  const setState = (state) => {
    for (const name of fields) form.elements[name].value = state[name] || '';
    place = state.place || '';
  };

  const reveal = (element) => {
    for (let at = element.parentElement; at; at = at.parentElement) if (at.tagName === 'DETAILS') at.open = true;
    const fold = find('details.fold', element);
    if (fold) fold.open = true;
    element.scrollIntoView({ block: 'center' });
  };

  const readAddress = () => {
    const fragment = location.hash.slice(1);
    const target = fragment.includes('=') ? null : document.getElementById(fragment);
    setState(fragment.includes('=') ? Object.fromEntries(new URLSearchParams(fragment)) : {});
    apply();
    if (target && target.classList.contains('check')) reveal(target);
    else if (target && target.tagName === 'DETAILS') {
      target.open = true;
      target.scrollIntoView();
    }
  };

  const showList = () => {
    find('#list').scrollIntoView();
    find('#list').focus({ preventScroll: true });
  };

  let typing;
  form.elements.q.addEventListener('input', () => {
    clearTimeout(typing);
    typing = setTimeout(() => remember(false), 120);
  });
  form.addEventListener('change', () => remember(false));
  form.addEventListener('submit', (event) => event.preventDefault());
  form.addEventListener('reset', () => {
    place = '';
    setTimeout(() => remember(false));
  });
  placeButton.addEventListener('click', () => {
    place = '';
    remember(false);
    form.elements.q.focus();
  });
  unfoldButton.addEventListener('click', () => {
    const unfold = unfoldButton.textContent === 'Unfold all';
    for (const fold of all('.check:not([hidden]) details.fold')) fold.open = unfold;
    unfoldButton.textContent = unfold ? 'Fold all' : 'Unfold all';
  });

  document.addEventListener('click', (event) => {
    const cell = event.target.closest('.matrix a, [data-filter-outcome]');
    if (!cell || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    setState(
      cell.dataset.filterOutcome
        ? { outcome: cell.dataset.filterOutcome }
        : { place: cell.dataset.place, kind: cell.dataset.kind },
    );
    remember(true);
    showList();
  });

  const gaps = all('.gap').map((element) => ({ element, text: undefined, reason: element.closest('.gap-reason') }));
  const gapForm = find('#gap-filters');
  const filterGaps = () => {
    const what = gapForm.elements.what.value;
    const words = gapForm.elements.gap.value.toLowerCase().split(/\s+/).filter(Boolean);
    const filtered = what !== '' || words.length > 0;
    const sizes = new Map();
    let visible = 0;
    for (const gap of gaps) {
      gap.text ??= (find('[data-s]', gap.reason).textContent + ' ' + gap.element.textContent).toLowerCase();
      const show = (what === '' || gap.element.dataset.what === what) && words.every((word) => gap.text.includes(word));
      gap.element.hidden = !show;
      if (!show) continue;
      const size = Number(gap.element.dataset.size);
      visible += size;
      sizes.set(gap.reason, (sizes.get(gap.reason) || 0) + size);
    }
    for (const reason of all('.gap-reason')) {
      const size = find('.size', reason);
      const number = sizes.get(reason) || 0;
      size.textContent = filtered ? number + ' of ' + size.dataset.size : size.dataset.size;
      reason.hidden = number === 0;
      reason.open = filtered;
    }
    find('#gaps-shown').textContent = filtered ? visible + ' shown' : '';
  };
  if (gapForm) {
    let pause;
    gapForm.elements.gap.addEventListener('input', () => {
      clearTimeout(pause);
      pause = setTimeout(filterGaps, 120);
    });
    gapForm.elements.what.addEventListener('change', filterGaps);
    gapForm.addEventListener('submit', (event) => event.preventDefault());
  }

  const copyText = async (text, source) => {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      getSelection().selectAllChildren(source);
      return document.execCommand('copy');
    }
  };
  document.addEventListener('click', async (event) => {
    const button = event.target.closest('[data-copy]');
    if (!button) return;
    const source = find('code', button.parentElement);
    const copied = await copyText(source.textContent, source);
    button.textContent = copied ? 'Copied' : 'Press Ctrl+C';
    setTimeout(() => { button.textContent = 'Copy'; }, 1500);
  });

  let foldedBeforePrint = [];
  addEventListener('beforeprint', () => {
    foldedBeforePrint = all('.check:not([hidden]) details.fold:not([open])');
    for (const fold of foldedBeforePrint) fold.open = true;
  });
  addEventListener('afterprint', () => { for (const fold of foldedBeforePrint) fold.open = false; });
  addEventListener('popstate', readAddress);
  addEventListener('hashchange', readAddress);
  readAddress();
})();
`;
