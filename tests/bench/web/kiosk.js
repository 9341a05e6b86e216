// The form as a web page: one screen at a time, its words and pictograms from words.js. What a touch
// changes on a screen is changed in place; a new screen is built once, from one string.
'use strict';

const CHANGE_OF_MIND_MS = 1200; // as the kiosk: THEME_CHANGE_OF_MIND_MS
const TEXT_MM = [6.2, 7, 8, 9]; // theme_body_mm
const TURNS = ['ui.back', 'ui.next', 'ui.stop', 'ui.text-size'];
const ANSWERS = {'answer.Y': 'answer yes', 'answer.N': 'answer no', 'answer.asked-declined': ''};

const part = Object.fromEntries(['header', 'main', 'footer'].map(name => [name, document.querySelector(name)]));
const mark = document.getElementById('mark');
const steps = [
    {kind: languages},
    ...words.screens.map(id => ({kind: text, id, picture: id, next: 'ui.next'})),
    {kind: begin},
    {kind: text, id: 'ui.alone', picture: 'ui.alone', next: 'ui.alone.ready'},
    ...words.questions.map((id, number) => ({kind: question, id, number})),
    {kind: check},
    {kind: text, id: 'ui.seal', picture: 'ui.envelope-open', next: 'ui.seal.close'},
];

let messages, step, timer, size, language, answers, volume, fromCheck;

function reset() {
    [messages, language, step, size, answers, volume, fromCheck] = [null, null, 0, 1, {}, 4, false];
}

// --- parts of a screen

function icon(name) {
    return name in words.pictograms
        ? `<svg class="icon${TURNS.includes(name) ? ' turns' : ''}" viewBox="0 0 48 48"><use href="#${name}"/></svg>` : '';
}

function button(id, classes, label = messages[id], picture = id, name = id) {
    return `<button type="button" class="${classes}" data-id="${id}" data-name="${name}" aria-label="${label}">` +
        `${icon(picture)}${classes ? `<span>${label}</span>` : ''}</button>`;
}

const said = (id, picture) => `<div class="said">${picture ? icon(picture) : ''}<p>${messages[id]}</p></div>`;
const next = id => `<button type="button" class="sheet next" data-id="next" data-name="${id}"><span>${messages[id]}</span>` +
    `${icon('ui.next')}</button>${icon('ui.envelope-open')}`;
const grid = (columns, cells) => `<div class="grid" style="--columns:${columns}">${cells.join('')}</div>`;

function bar(progress = '<div class="space"></div>') {
    return ['ui.back', 'ui.stop'].map(id => button(id, '')).join('') + progress +
        ['ui.listen', 'ui.softer', 'ui.louder', 'ui.text-size'].map(id => button(id, '')).join('');
}

function dots(number) {
    const all = words.questions.map((_, i) => `<i${i <= number ? ' class="done"' : ''}></i>`).join('');
    return `<div class="progress" role="img">${all}${icon('ui.envelope-open')}</div>`;
}

// --- screens: [header, main, footer]

function languages() {
    const cards = Object.entries(words.languages).map(([code, own]) =>
        `<button type="button" class="sheet language" lang="${code}" data-id="language" data-code="${code}" ` +
        `data-name="${own['ui.language']}"><span>${own['ui.language']}</span><small>${own['ui.draft']}</small></button>`);
    messages = Object.values(words.languages)[0];
    return [icon('ui.headphones') + '<div class="space"></div>' + button('ui.softer', '') + button('ui.louder', ''),
        grid(2, cards), ''];
}

function text({id, picture, next: label}) {
    return [bar(), said(id, picture), next(label)];
}

function begin() {
    return [bar(), said('ui.begin') + grid(2, [['ui.begin.yes', 'yes'], ['ui.begin.no', 'no']].map(([id, side]) =>
        button(id, `sheet answer ${side}`))), icon('ui.envelope-open')];
}

function question({id, number}) {
    const sheets = Object.entries(ANSWERS).map(([key, classes]) =>
        button(key, `sheet ${classes}${answers[id] === key && fromCheck ? ' chosen' : ''}`));
    return [bar(dots(number)), said(id, id) + grid(2, [...sheets, button('ui.explain', 'sheet')]), ''];
}

function check() {
    const items = words.questions.map((_, i) => button('ui.check.item', 'sheet item',
        messages['ui.check.item'].replace('{number}', i + 1).replace(/^.*?(?=\d)|(?<=\d)\D*$/g, ''), 'ui.hidden', `ui.check.item ${i + 1}`));
    return [bar(), said('ui.check') + grid(5, items), next('ui.check.done')];
}

function show(to) {
    timer = clearTimeout(timer);
    step = to;
    const [header, main, footer] = steps[step].kind(steps[step]);
    part.header.innerHTML = header;
    part.main.innerHTML = main;
    part.footer.innerHTML = footer;
    mark.textContent = language ? messages['ui.draft'] : '';
}

// --- touches

function choose(card) {
    if (!card.classList.contains('chosen')) {
        part.main.querySelectorAll('.chosen').forEach(other => other.classList.remove('chosen'));
        card.classList.add('chosen');
        return;
    }
    language = card.dataset.code;
    messages = words.languages[language];
    document.documentElement.lang = language;
    document.documentElement.dir = words.rtl.includes(language) ? 'rtl' : 'ltr';
    show(1);
}

function forward() {
    const to = fromCheck ? steps.findIndex(one => one.kind === check) : (step + 1) % steps.length;
    fromCheck = false;
    if (to === 0) {
        leave();
    } else {
        show(to);
    }
}

function answer(sheet) {
    part.main.querySelectorAll('.chosen').forEach(other => other.classList.remove('chosen'));
    sheet.classList.add('chosen');
    answers[steps[step].id] = sheet.dataset.id;
    clearTimeout(timer);
    timer = setTimeout(forward, CHANGE_OF_MIND_MS);
}

function explain(sheet) {
    const open = sheet.classList.toggle('chosen');
    part.main.querySelector('p').textContent = messages[steps[step].id + (open ? '.help' : '')];
}

function leave() {
    reset();
    document.documentElement.dir = 'ltr';
    document.body.style.removeProperty('--body');
    show(0);
}

function act(target) {
    const {id, name} = target.dataset;
    const actions = {
        language: () => choose(target),
        next: forward,
        'ui.begin.yes': forward,
        'ui.begin.no': leave,
        'ui.back': () => (step > 0 ? show(step - 1) : leave()),
        'ui.stop': leave,
        'ui.louder': () => { volume = Math.min(volume + 1, 5); },
        'ui.softer': () => { volume = Math.max(volume - 1, 0); },
        'ui.text-size': () => document.body.style.setProperty('--body', TEXT_MM[size = (size + 1) % TEXT_MM.length]),
        'ui.explain': () => explain(target),
        'ui.check.item': () => { fromCheck = true; show(steps.findIndex(one => one.number === Number(name.split(' ')[1]) - 1)); },
    };
    (actions[id] || (id in ANSWERS ? () => answer(target) : () => {}))();
}

document.addEventListener('click', event => {
    const target = event.target.closest('button');
    if (target) {
        act(target);
    }
});

// --- where a script's touches lie: the page plays it on itself, on the script's own clock

function tell(script) {
    const lines = [];
    let at = 0;
    for (const line of script) {
        const [, verb, , quoted, plain] = line.match(/^(\S+)\s+("([^"]*)"|(.*))$/) || [];
        if (verb === 'wait') {
            at += 1000 * plain;
            if (timer && 1000 * plain >= CHANGE_OF_MIND_MS) {
                forward();
            }
        } else if (verb === 'touch') {
            const target = [...document.querySelectorAll('button')].find(one => one.dataset.name === (quoted || plain));
            if (!target) {
                return `no "${quoted || plain}" on screen ${step}`;
            }
            const box = target.getBoundingClientRect();
            lines.push(`${at} touch ${Math.round(box.x + box.width / 2)} ${Math.round(box.y + box.height / 2)}`);
            act(target);
            at += 80;
        }
    }
    return lines.join('\n');
}

document.getElementById('sprite').innerHTML = Object.entries(words.pictograms).map(([name, drawing]) =>
    `<symbol id="${name}" viewBox="0 0 48 48">${drawing}</symbol>`).join('');
leave();
if (location.hash === '#tell') {
    document.fonts.ready.then(() => {
        const told = tell(words.script);
        document.body.innerHTML = '<pre></pre>';
        document.querySelector('pre').textContent = told;
    });
}
