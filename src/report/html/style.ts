/** The page's style sheet, as it is embedded. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --bg: #f7f7f5; --surface: #fff; --sunken: #f2f2ef; --text: #1b1d20; --quiet: #596069; --line: #dfe1e0;
  --accent: #1653b8; --mark: #fff1a8;
  --deviates: #a3141a; --deviates-bg: #fbe3e1; --unimplemented: #5b2d99; --unimplemented-bg: #ede5f9;
  --inconclusive: #7a4a00; --inconclusive-bg: #fceecb; --accepted: #1c4d86; --accepted-bg: #e0ebf9;
  --skipped: #5a626b; --skipped-bg: #eceeef; --conforms: #1d6435; --conforms-bg: #e3f2e6;
  --mono: ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace;
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    --bg: #111315; --surface: #191c1f; --sunken: #141719; --text: #e3e5e7; --quiet: #9aa2ab; --line: #2d3237;
    --accent: #8ab6ff; --mark: #5a4a08;
    --deviates: #ffaaa5; --deviates-bg: #47191b; --unimplemented: #d2bcff; --unimplemented-bg: #33234d;
    --inconclusive: #f3cd79; --inconclusive-bg: #3d2e0a; --accepted: #a8ccf9; --accepted-bg: #17304e;
    --skipped: #a4acb5; --skipped-bg: #24282c; --conforms: #93d7a7; --conforms-bg: #15321e;
  }
}
* { box-sizing: border-box; }
[hidden] { display: none !important; }
html { -webkit-text-size-adjust: 100%; scroll-padding-top: 5rem; }
body { margin: 0; background: var(--bg); color: var(--text); font: 15px/1.5 system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', sans-serif; }
.page { max-width: 76rem; margin: 0 auto; padding: 1.5rem 1.25rem 4rem; }
h1, h2, h3, h4, h5, h6, p, ul, dl, dd, figure, pre { margin: 0; padding: 0; }
ul { list-style: none; }
h2 { font-size: 1.1rem; line-height: 1.3; }
h3 { font-size: 1rem; }
h4, h5, h6 { font-size: .8rem; font-weight: 600; }
h5, h6 { margin: .9rem 0 .3rem; color: var(--quiet); }
a { color: var(--accent); text-underline-offset: .15em; overflow-wrap: anywhere; }
code, pre { font-family: var(--mono); font-size: .8125rem; }
pre { overflow: auto; max-height: 24rem; padding: .6rem .75rem; background: var(--sunken); border: 1px solid var(--line); border-radius: 5px; white-space: pre-wrap; overflow-wrap: anywhere; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 3px; }
#list:focus { outline: none; }
.quiet { color: var(--quiet); font-weight: 400; }
p.quiet { font-size: .875rem; }
.away { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.skip { position: absolute; left: -999rem; }
.skip:focus { left: 1rem; top: 1rem; z-index: 9; padding: .5rem 1rem; background: var(--surface); }
html:not(.scripts) .scripted, html:not(.scripts) .copy { display: none !important; }

.suite { font-size: .875rem; color: var(--quiet); }
.verdict { margin: .15rem 0 .4rem; font-size: 1.5rem; line-height: 1.25; font-weight: 650; letter-spacing: -.01em; overflow-wrap: anywhere; text-wrap: balance; }
.verdict.conforms { color: var(--conforms); } .verdict.fails { color: var(--deviates); } .verdict.undecided { color: var(--inconclusive); }
.note { color: var(--quiet); }
.run { display: flex; flex-wrap: wrap; gap: .35rem 1.6rem; margin-top: .9rem; font-size: .875rem; }
.run dt { color: var(--quiet); font-size: .75rem; } .run dd { overflow-wrap: anywhere; }

.figures { display: grid; grid-template-columns: minmax(11rem, 1fr) minmax(11rem, 1fr) minmax(20rem, 2.4fr); gap: 1px; margin: 1.4rem 0 2rem; background: var(--line); border: 1px solid var(--line); border-radius: 8px; overflow: hidden; }
.figure { padding: .9rem 1.1rem; background: var(--surface); }
.figure h2 { font-size: .8rem; color: var(--quiet); font-weight: 600; }
.number { font-size: 2.1rem; line-height: 1.2; font-weight: 650; letter-spacing: -.02em; font-variant-numeric: tabular-nums; }
.strip { display: block; width: 100%; height: .6rem; margin: .55rem 0 .6rem; border-radius: 3px; }
.strip .deviates { fill: var(--deviates); } .strip .unimplemented { fill: var(--unimplemented); } .strip .inconclusive { fill: var(--inconclusive); }
.strip .accepted { fill: var(--accepted); } .strip .skipped { fill: var(--line); } .strip .conforms { fill: var(--conforms); }
.legend { display: flex; flex-wrap: wrap; gap: .15rem 1.1rem; font-size: .875rem; }
.legend a { color: var(--text); text-decoration: none; display: inline-block; padding: .15rem 0; }
.legend a:hover { text-decoration: underline; }
.legend b { font-variant-numeric: tabular-nums; }
.deviates > .sign { color: var(--deviates); } .unimplemented > .sign { color: var(--unimplemented); } .inconclusive > .sign { color: var(--inconclusive); }
.accepted > .sign { color: var(--accepted); } .skipped > .sign { color: var(--skipped); } .conforms > .sign { color: var(--conforms); }

.coverage .bars { display: grid; grid-template-columns: repeat(7, minmax(0, 1fr)); gap: 1px; margin-top: .6rem; background: var(--line); border: 1px solid var(--line); border-radius: 8px; overflow: hidden; }
.coverage .bars li { padding: .5rem .8rem .55rem; background: var(--surface); font-size: .8125rem; display: flex; flex-wrap: wrap; justify-content: space-between; }
.coverage b, .coverage .quiet { font-variant-numeric: tabular-nums; }
.coverage svg { display: block; width: 100%; height: .3rem; margin: .3rem 0; border-radius: 2px; }
.coverage .limit { width: 100%; font-size: .75rem; }
#gaps { margin: .6rem 0 0; } #gaps > summary { padding: .3rem 0; } #gaps h3 { display: inline; font-size: .9rem; }
#gap-filters { display: flex; flex-wrap: wrap; align-items: end; gap: .4rem .75rem; margin: .4rem 0 .6rem; }
#gap-filters label { display: flex; flex-direction: column; font-size: .75rem; color: var(--quiet); } #gap-filters .text { flex: 1 1 11rem; max-width: 24rem; }
#gaps-shown { font-size: .8125rem; color: var(--quiet); font-variant-numeric: tabular-nums; }
.gap-reason { margin: .3rem 0; background: var(--surface); border: 1px solid var(--line); border-radius: 6px; }
.gap-reason > summary { padding: .3rem .8rem; font-size: .875rem; overflow-wrap: anywhere; }
.gaps { position: relative; width: 100%; border-collapse: collapse; font-size: .8125rem; }
.gaps th, .gaps td { padding: .25rem .8rem; border-top: 1px solid var(--line); vertical-align: baseline; text-align: left; overflow-wrap: anywhere; }
.gaps tbody th { width: 24rem; } .gaps td.quiet { width: 10rem; }
.track { fill: var(--line); } .filled { fill: var(--accent); }

main > section, #list > section { margin-bottom: 2rem; }
.key { display: inline-block; padding: 0 .4rem; border-radius: 3px; font-size: .75rem; white-space: nowrap; }
.scroll { margin-top: .6rem; width: fit-content; max-width: 100%; overflow: auto; max-height: min(44rem, 80vh); background: var(--surface); border: 1px solid var(--line); border-radius: 8px; }
.matrix { border-collapse: separate; border-spacing: 0; font-size: .8125rem; }
th { text-align: left; font-weight: 500; }
.matrix th, .matrix td { border-bottom: 1px solid var(--line); }
.matrix td { border-left: 1px solid var(--line); padding: 0; }
.matrix tbody th { position: sticky; left: 0; z-index: 1; padding: .15rem .9rem; background: var(--surface); white-space: nowrap; }
.matrix thead th { position: sticky; top: 0; z-index: 2; padding: .5rem .25rem; background: var(--surface); vertical-align: bottom; text-align: center; font-size: .75rem; color: var(--quiet); border-left: 1px solid transparent; }
.matrix thead th span { writing-mode: vertical-rl; transform: rotate(180deg); display: inline-block; white-space: nowrap; }
.matrix thead .corner { left: 0; z-index: 3; padding: .5rem .9rem; text-align: left; }
.matrix tbody:last-child tr:last-child > * { border-bottom: 0; } .matrix tbody tr:hover th { color: var(--accent); }
.matrix .service th, .matrix .service td { background: var(--sunken); font-weight: 650; border-left: 0; }
.matrix td a { display: block; min-width: 2rem; padding: .18rem .3rem; color: inherit; text-align: center; text-decoration: none; white-space: nowrap; font-variant-numeric: tabular-nums; }
.matrix td a span + span { margin-left: .35rem; font-weight: 400; }
.matrix td a .unimplemented { color: var(--unimplemented); }
.matrix td a .inconclusive { color: var(--inconclusive); }
.matrix td a .accepted { color: var(--accepted); }
.matrix td a .conforms { color: var(--conforms); }
.matrix td a .skipped { color: var(--skipped); }
.matrix td a:hover { text-decoration: underline; }
.matrix td a:focus-visible { outline-offset: -2px; }
.matrix a[aria-current] { box-shadow: inset 0 0 0 2px var(--accent); }
.matrix td.deviates, .key.deviates { background: var(--deviates-bg); color: var(--deviates); } .matrix td.deviates a { font-weight: 650; }
.matrix td.unimplemented, .key.unimplemented { background: var(--unimplemented-bg); color: var(--unimplemented); }
.matrix td.inconclusive, .key.inconclusive { background: var(--inconclusive-bg); color: var(--inconclusive); }
.matrix td.accepted, .key.accepted { background: var(--accepted-bg); color: var(--accepted); }
.matrix td.skipped, .key.skipped { background: var(--skipped-bg); color: var(--skipped); }
.matrix td.conforms, .key.conforms { background: var(--conforms-bg); color: var(--conforms); }

#filters { position: sticky; top: 0; z-index: 5; display: flex; flex-wrap: wrap; align-items: end; gap: .4rem .75rem; margin: 0 -1.25rem 1rem; padding: .6rem 1.25rem; background: var(--bg); border-bottom: 1px solid var(--line); }
#filters label { display: flex; flex-direction: column; font-size: .75rem; color: var(--quiet); }
#filters .text { flex: 1 1 11rem; }
input, select, button { font: inherit; font-size: .875rem; color: var(--text); background: var(--surface); border: 1px solid var(--line); border-radius: 5px; padding: .3rem .55rem; min-height: 2.1rem; }
input { width: 100%; }
select { max-width: 9.5rem; }
button { cursor: pointer; } button:hover { border-color: var(--quiet); }
.actions { display: flex; flex-wrap: wrap; align-items: center; gap: .4rem; }
.actions #place { border-color: var(--accent); color: var(--accent); }
#shown { font-size: .8125rem; color: var(--quiet); font-variant-numeric: tabular-nums; min-width: 6.5rem; }

.section { margin-bottom: 1.5rem; }
summary { cursor: pointer; }
.section > summary { padding: .3rem 0; } .section > summary h2 { display: inline; }
.size { color: var(--quiet); font-weight: 400; font-variant-numeric: tabular-nums; }
.reasons { margin: .2rem 0 .6rem 1.1rem; font-size: .875rem; overflow-wrap: anywhere; }
.operation { margin: .6rem 0 1.2rem; background: var(--surface); border: 1px solid var(--line); border-radius: 8px; content-visibility: auto; contain-intrinsic-size: auto 12rem; }
.operation h3 { padding: .5rem .9rem; overflow-wrap: anywhere; }
.alike > summary { padding: .5rem .9rem; } .alike > summary h3 { display: inline; padding: 0; } .alike > summary .because { font-weight: 400; }
.alike > summary h4 { display: inline; padding: 0; font-size: .9375rem; } .ordinal { display: inline-block; min-width: 1.6rem; color: var(--quiet); font-variant-numeric: tabular-nums; }
.harm > h3 { margin: 1rem 0 .4rem; } .harm .operation { margin: .4rem 0; } .blocked { font-size: .8125rem; font-weight: 600; }
.alike > summary .brief { display: block; } .alike > summary p.quiet { font-size: .8125rem; overflow-wrap: anywhere; }
.alike .operation { margin: 0; border: 0; border-top: 1px solid var(--line); border-radius: 0; }
.kind h4 { padding: .3rem .9rem; background: var(--sunken); border-top: 1px solid var(--line); }
.check { position: relative; padding: .35rem .9rem .35rem 2.1rem; border-top: 1px solid var(--line); }
.check > .sign { position: absolute; left: .9rem; font-weight: 700; }
.check summary { list-style: none; } .check summary::-webkit-details-marker { display: none; }
.fold > summary::after { content: '▸'; position: absolute; right: .9rem; top: .35rem; color: var(--quiet); } .fold[open] > summary::after { content: '▾'; }
.fold > summary { padding-right: 1.5rem; overflow-wrap: anywhere; }
.fold > summary:hover .title { text-decoration: underline; text-decoration-thickness: 1px; text-underline-offset: .15em; }
.fold[open] > summary .title { font-weight: 600; } .fold[open] > summary .brief { display: none; }
.brief, .reason { font-size: .8125rem; color: var(--quiet); overflow-wrap: anywhere; }
.brief { display: inline-block; } .fold > summary .title, .member { margin-right: .35rem; }
.brief q { font-family: var(--mono); font-size: .78rem; color: var(--text); quotes: none; }
.member { padding: 0 .3rem; background: var(--sunken); border: 1px solid var(--line); border-radius: 3px; overflow-wrap: anywhere; }
.id { color: var(--quiet); overflow-wrap: anywhere; }
.line { font-size: .875rem; overflow-wrap: anywhere; }
.inside { padding: .2rem 0 .8rem; } .facts { display: flex; flex-wrap: wrap; align-items: baseline; gap: .1rem .8rem; margin: .2rem 0 .7rem; font-size: .8125rem; }
.tag { padding: 0 .4rem; border: 1px solid var(--line); border-radius: 3px; font-size: .75rem; } .tag.failure { border-color: currentColor; color: var(--deviates); font-weight: 400; } .tag.documented { border-color: var(--accent); color: var(--accent); }
.diff.sides, .sides { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: .6rem; }
.diff.sides > div { padding: .45rem .75rem .55rem; background: var(--sunken); border: 1px solid var(--line); border-left: 3px solid var(--conforms); border-radius: 5px; }
.diff.sides > .observed { border-left-color: var(--deviates); }
.diff dt { font-size: .75rem; font-weight: 600; color: var(--quiet); }
.diff dd { font-family: var(--mono); font-size: .8125rem; white-space: pre-wrap; overflow-wrap: anywhere; max-height: 18rem; overflow: auto; }
.diff figcaption { font-size: .75rem; margin-bottom: .25rem; } .diff figcaption span { padding: 0 .35rem; border-radius: 3px; }
mark { color: inherit; border-radius: 2px; text-decoration: underline; text-decoration-thickness: 1px; }
.gone { background: var(--conforms-bg); color: var(--conforms); } .extra { background: var(--deviates-bg); color: var(--deviates); }
.lines pre { padding: .4rem 0; } .lines pre span { display: block; padding: 0 .75rem; }
.command { display: grid; grid-template-columns: 8.5rem minmax(0, 1fr) auto; align-items: start; gap: .5rem; padding: .25rem 0; }
.command .name { font-size: .8125rem; color: var(--quiet); padding-top: .3rem; }
.command code { padding: .35rem .6rem; background: var(--sunken); border: 1px solid var(--line); border-radius: 5px; white-space: pre-wrap; overflow-wrap: anywhere; max-height: 10rem; overflow: auto; }
.copy { min-width: 5rem; }
.commands > .quiet { font-size: .8125rem; }
.exchange { border-top: 1px solid var(--line); padding: .25rem 0; font-size: .8125rem; } .exchange > summary { overflow-wrap: anywhere; }
.exchange > summary { font-family: var(--mono); list-style: disclosure-closed inside !important; } .exchange[open] > summary { list-style: disclosure-open inside !important; }
.headers { border-bottom-left-radius: 0; border-bottom-right-radius: 0; color: var(--quiet); } .headers + pre { border-top: 0; border-top-left-radius: 0; border-top-right-radius: 0; }
#stale li { padding: .2rem 0; overflow-wrap: anywhere; }
footer { margin-top: 3rem; font-size: .8125rem; }

@media (min-width: 60.01rem) { .matrix tbody th { min-width: 15.5rem; } }
@media (max-width: 60rem) {
  .figures { grid-template-columns: 1fr 1fr; } .counts { grid-column: 1 / -1; } .coverage .bars { grid-template-columns: repeat(4, minmax(0, 1fr)); } .coverage .bars li:last-child { grid-column: span 2; }
}
@media (max-width: 40rem) {
  .page { padding: 1rem .9rem 3rem; } .verdict { font-size: 1.2rem; } .number { font-size: 1.6rem; }
  #filters { position: static; margin: 0 0 1rem; padding: .6rem 0; } #filters { display: grid; grid-template-columns: 1fr 1fr; } #filters .text, #filters .actions { grid-column: 1 / -1; } select { max-width: none; width: 100%; }
  html { scroll-padding-top: 1rem; }
  .matrix tbody th { max-width: 9.5rem; white-space: normal; padding: .15rem .5rem; line-height: 1.25; } .matrix thead .corner { padding: .5rem; }
  .coverage .bars { grid-template-columns: repeat(2, minmax(0, 1fr)); }
  .coverage .bars li:last-child { grid-column: 1 / -1; }
  .gaps tr { display: block; padding: .3rem .8rem; border-top: 1px solid var(--line); } .gaps tr[hidden] { display: none; }
  .gaps tbody th, .gaps td, .gaps td.quiet { display: block; width: auto; padding: 0; border: 0; }
  .diff.sides, .sides { grid-template-columns: minmax(0, 1fr); }
  .command { grid-template-columns: minmax(0, 1fr) auto; } .command .name { grid-column: 1 / -1; padding: 0; }
  .check { padding-right: .7rem; } .brief { display: block; }
}
@media (pointer: coarse) { .matrix td a { padding: .4rem .5rem; } button, select, input { min-height: 2.6rem; } }
@media print {
  :root { --bg: #fff; --surface: #fff; --sunken: #fff; }
  .page { max-width: none; padding: 0; } #filters, .skip, .copy { display: none !important; }
  .scroll { max-height: none; overflow: visible; } .matrix { font-size: .6rem; } pre, .diff dd, .command code { max-height: none; }
  .operation { content-visibility: visible; } .check { break-inside: avoid-page; } .matrix thead th, .matrix tbody th { position: static; }
}
`;
