// The form as a web page: one screen at a time, its words and pictograms from words.js. What a touch
// changes on a screen is changed in place; a new screen is built once, from one string.
'use strict';

const CHANGE_OF_MIND_MS = 1200; // as the kiosk: THEME_CHANGE_OF_MIND_MS
const TEXT_MM = [6.2, 7, 8, 9]; // theme_body_mm
const TURNS = ['ui.back', 'ui.next', 'ui.stop', 'ui.text-size'];
const PAIR = {'answer.Y': 'answer yes', 'answer.N': 'answer no', 'ui.begin.yes': 'answer yes', 'ui.begin.no': 'answer no',
    'ui.contact.yes': 'answer yes', 'ui.contact.no': 'answer no'};
const KEYS = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '+', '0', '\b'];
const WAYS = ['ui.louder', 'ui.softer', 'ui.faster', 'ui.slower', 'ui.text-size', 'ui.contrast', 'ui.guided'];
const TOUCHES_TO_RETURN = 3;

const part = Object.fromEntries(['header', 'main', 'footer'].map(name => [name, document.querySelector(name)]));
const mark = document.getElementById('mark');
const steps = [
    {kind: languages},
    ...words.screens.map(id => ({kind: text, id, picture: id, next: 'ui.next'})),
    {kind: text, id: 'ui.young', picture: 'ui.young', next: 'ui.next'},
    {kind: choices, ids: ['ui.begin'], options: ['ui.begin.yes', 'ui.begin.no']},
    {kind: choices, ids: ['ui.alone', 'ui.alone.headphones'], picture: 'ui.alone', options: ['ui.listen.headphones', 'ui.listen.aloud', 'ui.listen.silent'], columns: 3},
    {kind: choices, ids: ['ui.practice'], picture: 'ui.practice', options: ['answer.Y', 'answer.N']},
    {kind: text, id: 'ui.practice.good', picture: 'ui.kept', next: 'ui.next'},
    {kind: practiceHide},
    ...words.questions.map(({id, options}, number) => ({kind: question, id, options, number, changeable: true})),
    {kind: choices, ids: ['ui.contact', 'ui.contact.free'], picture: 'ui.contact', options: ['ui.contact.yes', 'ui.contact.no'], changeable: true},
    {kind: choices, ids: ['ui.contact.channel'], options: ['ui.contact.call', 'ui.contact.text', 'ui.contact.chat', 'ui.contact.letter'],
        changeable: true},
    {kind: phone},
    {kind: wishLanguage, changeable: true},
    ...[['helper', 'interpreter', 'key-person', 'none'], ['gender', 'woman', 'man', 'any'], ['background', 'same', 'other', 'any']].map(
        ([wish, ...options]) => ({kind: choices, ids: [`ui.wish.${wish}`], options: options.map(one => `ui.wish.${wish}.${one}`),
            changeable: true, next: 'ui.next'})),
    {kind: check},
    {kind: text, id: 'ui.seal', picture: 'ui.envelope-open'},
];

let messages, step, timer, size, theme, language, answers, typed, volume, fromCheck, over, hidden, restTouches;

function reset() {
    [messages, language, step, size, theme, answers, typed, volume] = [null, null, 0, 1, 0, {}, '', 4];
    [fromCheck, over, hidden, restTouches] = [false, null, false, 0];
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

const said = (ids, picture) => `<div class="said">${picture ? icon(picture) : ''}<div>${ids.map(id => `<p>${messages[id]}</p>`).join('')}</div></div>`;
const way = id => `<button type="button" class="sheet next" data-id="next" data-name="${id}"><span>${messages[id]}</span>${icon('ui.next')}</button>`;
const next = id => (id ? way(id) : '') + icon('ui.envelope-open');
const grid = (columns, cells, classes = '') => `<div class="grid ${classes}" style="--columns:${columns}">${cells.join('')}</div>`;

function bar(progress = '<div class="space"></div>') {
    return ['ui.back', 'ui.stop'].map(id => button(id, '')).join('') + progress +
        ['ui.listen', 'ui.settings', 'ui.help-now', 'ui.hide'].map(id => button(id, '')).join('');
}

function dots(number) {
    const all = words.questions.map((_, i) => `<i${i <= number ? ' class="done"' : ''}></i>`).join('');
    return `<div class="progress" role="img">${all}${icon('ui.envelope-open')}</div>`;
}

const sheet = (id, chosen) => button(id, `sheet ${PAIR[id] || ''}${chosen ? ' chosen' : ''}`);

// --- screens: [header, main, footer]

function card([code, own]) {
    return `<button type="button" class="sheet language" lang="${code}" data-id="language" data-code="${code}" ` +
        `data-name="${own['ui.language']}"><span>${own['ui.language']}</span></button>`;
}

function languages() {
    messages = Object.values(words.languages)[0];
    return [icon('ui.headphones') + '<div class="space"></div>' + button('ui.softer', '') + button('ui.louder', ''),
        grid(2, Object.entries(words.languages).map(card)), ''];
}

function text({id, picture, next: label}) {
    return [bar(), said([id], picture), next(label)];
}

function choices({ids, picture, options, columns = 2, next: label}) {
    return [bar(), said(ids, picture) + grid(columns, options.map(id => sheet(id))), label ? way(label) : ''];
}

function practiceHide() {
    const id = hidden ? 'ui.practice.hide.done' : 'ui.practice.hide';
    return [bar(), said([id], hidden ? 'ui.kept' : 'ui.hide'), next('ui.next')];
}

function question({id, number, options}) {
    const sheets = options.map(key => sheet(key, answers[id] === key && fromCheck));
    return [bar(dots(number)), said([id], id) + grid(2, [...sheets, button('ui.explain', 'sheet')]), ''];
}

function phone() {
    const keys = KEYS.map(key => button(key === '\b' ? 'ui.key.delete' : key === '+' ? 'ui.key.plus' : `ui.digit.${key}`, 'sheet key', key, ''));
    return [bar(), said(['ui.contact.phone']) + `<p class="field" dir="ltr">${typed}</p>` + grid(6, keys, 'keys'), way('ui.next')];
}

function wishLanguage() {
    const own = Object.entries(words.languages).sort(([a], [b]) => (b === language) - (a === language));
    return [bar(), said(['ui.wish.language']) + grid(3, own.map(card).concat(sheet('ui.wish.language.other'))), way('ui.next')];
}

function check() {
    const items = words.questions.map((_, i) => button('ui.check.item', 'sheet item',
        messages['ui.check.item'].replace('{number}', i + 1).replace(/^.*?(?=\d)|(?<=\d)\D*$/g, ''), 'ui.hidden', `ui.check.item ${i + 1}`));
    return [bar(), said(['ui.check']) + grid(6, items), next('ui.check.done')];
}

// --- over another screen

function settings() {
    return [bar(), grid(2, WAYS.map(id => sheet(id))), `<button type="button" class="sheet next" data-id="ui.settings.done" ` +
        `data-name="ui.settings.done"><span>${messages['ui.settings.done']}</span></button>`];
}

function rest() {
    return ['', `<button type="button" class="rest" data-id="ui.rest" data-name="ui.rest">${icon('ui.rest')}</button>`, ''];
}

function show(to) {
    timer = clearTimeout(timer);
    step = to;
    const [header, main, footer] = over ? over() : steps[step].kind(steps[step]);
    part.header.innerHTML = header;
    part.main.innerHTML = main;
    part.footer.innerHTML = footer;
    mark.textContent = messages['ui.demo'] + (language && over !== rest ? ` ${messages['ui.draft']}` : '');
}

// --- touches

function choose(card) {
    if (language) {
        answer(card);
        return;
    }
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
    if (!steps[step].changeable) {
        forward();
        return;
    }
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

function type(key) {
    typed = key === '\b' ? typed.slice(0, -1) : typed + key;
    part.main.querySelector('.field').textContent = typed;
}

function cover(screen) {
    over = screen;
    show(step);
}

function touchRest() {
    if (++restTouches === TOUCHES_TO_RETURN) {
        [hidden, restTouches] = [true, 0];
        cover(null);
    }
}

function paint(number) {
    theme = number % words.themes.length;
    for (const [name, colour] of Object.entries(words.themes[theme])) {
        document.documentElement.style.setProperty(`--${name}`, colour);
    }
}

function leave() {
    reset();
    document.documentElement.dir = 'ltr';
    document.body.style.removeProperty('--body');
    paint(0);
    show(0);
}

function act(target) {
    const {id, name} = target.dataset;
    const actions = {
        language: () => choose(target),
        next: forward,
        'ui.begin.no': leave,
        'ui.back': () => (step > 0 ? show(step - 1) : leave()),
        'ui.stop': leave,
        'ui.louder': () => { volume = Math.min(volume + 1, 5); },
        'ui.softer': () => { volume = Math.max(volume - 1, 0); },
        'ui.text-size': () => document.body.style.setProperty('--body', TEXT_MM[size = (size + 1) % TEXT_MM.length]),
        'ui.contrast': () => paint(theme + 1),
        'ui.settings': () => cover(settings),
        'ui.settings.done': () => cover(null),
        'ui.hide': () => cover(rest),
        'ui.rest': touchRest,
        'ui.explain': () => explain(target),
        'ui.check.item': () => { fromCheck = true; show(steps.findIndex(one => one.number === Number(name.split(' ')[1]) - 1)); },
    };
    const other = target.classList.contains('key') ? () => type(target.textContent)
        : target.classList.contains('sheet') ? () => answer(target) : () => {};
    (actions[id] || other)();
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
            const target = [...document.querySelectorAll('button')].find(one => [one.dataset.name, `${one.dataset.name} 0`].includes(quoted || plain));
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
