extension BankPage {
    // What is put in is escaped already.

    static let headSource = """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>{{{title}}}</title>
        <style>{{{style}}}</style>
        </head>
        <body>
        <main>
        <nav><a href="/">Accounts</a><span>{{{identity}}}</span></nav>

        """

    static let end = """
        </main>
        </body>
        </html>

        """

    static let accountsSource = """
        <h1>Accounts</h1>
        <table>
        <thead><tr><th>Account</th><th>Owner</th><th class="n">Balance</th><th class="n">To spend</th></tr></thead>
        <tbody>
        {{#accounts}}
        <tr><td><a href="/accounts/{{{account}}}">{{{account}}}</a>{{#isClosed}} <small>closed</small>{{/isClosed}}</td>\
        <td><bdi>{{{owner}}}</bdi></td>\
        <td class="n">{{{balance}}}&nbsp;{{{currency}}}</td><td class="n">{{{available}}}&nbsp;{{{currency}}}</td></tr>
        {{/accounts}}
        {{^accounts}}
        <tr><td colspan="4"><i>There is no account here.</i></td></tr>
        {{/accounts}}
        </tbody>
        </table>
        {{#next}}<p><a href="/?after={{{after}}}">More</a></p>{{/next}}

        """

    static let accountSource = """
        <h1>{{{account}}}</h1>
        {{#done}}<p class="done" role="status">{{{text}}}</p>{{/done}}
        {{#refused}}<p class="refused" role="alert">{{{text}}}</p>{{/refused}}
        <dl>
        <div><dt>Balance</dt><dd id="balance">{{{balance}}}&nbsp;{{{currency}}}</dd></div>
        <div><dt>Held</dt><dd>{{{held}}}&nbsp;{{{currency}}}</dd></div>
        <div><dt>To spend</dt><dd>{{{available}}}&nbsp;{{{currency}}}</dd></div>
        </dl>
        {{#form}}
        <form method="post" action="/accounts/{{{account}}}/payments" accept-charset="utf-8">
        <h2>Pay</h2>
        <input type="hidden" name="key" value="{{{key}}}">
        <label>To <input name="to" required maxlength="64" autocomplete="off" value="{{{to}}}"></label>
        <label>Amount in {{{currency}}} <input name="amount" required inputmode="decimal" autocomplete="off" \
        maxlength="24" value="{{{amount}}}"></label>
        <label>Reference <input name="reference" maxlength="140" autocomplete="off" value="{{{reference}}}"></label>
        <button>Pay</button>
        </form>
        {{/form}}
        <h2>History</h2>
        <table>
        <thead><tr><th>Time (UTC)</th><th>What</th><th class="n">Amount</th><th class="n">Balance</th></tr></thead>
        <tbody>
        {{#lines}}
        <tr><td><time datetime="{{{exactTime}}}">{{{time}}}</time></td>\
        <td>{{{operation}}} <b>{{{counterparty}}}</b> <bdi>{{{reference}}}</bdi></td>\
        <td class="n">{{{amount}}}</td><td class="n">{{{balance}}}</td></tr>
        {{/lines}}
        {{^lines}}
        <tr><td colspan="4"><i>Nothing has moved.</i></td></tr>
        {{/lines}}
        </tbody>
        </table>
        <p>{{#first}}<a href="/accounts/{{{account}}}">From the beginning</a> {{/first}}\
        {{#next}}<a href="/accounts/{{{account}}}?after={{{after}}}">Later entries</a>{{/next}}</p>

        """

    static let problemSource = """
        <h1>{{{heading}}}</h1>
        <p class="refused" role="alert">{{{detail}}}.</p>
        <p><small>{{{code}}}</small></p>

        """

    static let style = """
        :root{color-scheme:light dark;--text:#1d1f23;--dim:#646a73;--line:#e1e4e8;--field:#fff;--link:#0b57a4;--back:#fbfcfd;\
        --good:#e6f3ea;--bad:#fbe9e7;--accent:#0b57a4;--on:#fff}
        @media(prefers-color-scheme:dark){:root{--text:#e4e6ea;--dim:#9aa0a8;--line:#33373d;--field:#22252a;--link:#7db7f0;\
        --back:#1a1c20;--good:#1e3527;--bad:#43231f;--accent:#7db7f0;--on:#10141a}}
        *{box-sizing:border-box}
        body{margin:0;background:var(--back);color:var(--text);font:16px/1.5 system-ui,sans-serif}
        main{max-width:52rem;margin:0 auto;padding:1rem}
        nav{display:flex;justify-content:space-between;color:var(--dim);padding-bottom:.5rem;border-bottom:1px solid var(--line)}
        h1{font-size:1.4rem;font-weight:600;overflow-wrap:anywhere}
        h2{font-size:1.05rem;font-weight:600;margin:1.5rem 0 .5rem}
        a{color:var(--link);text-decoration:none}
        a:hover,a:focus-visible{text-decoration:underline}
        small,dt{color:var(--dim)}
        dl{display:flex;flex-wrap:wrap;gap:.5rem 2.5rem;margin:1rem 0}
        dt{font-size:.85rem}
        dd{margin:0;font-size:1.3rem;font-variant-numeric:tabular-nums}
        table{width:100%;border-collapse:collapse}
        th{text-align:left;color:var(--dim);font-weight:500;font-size:.85rem}
        th,td{padding:.4rem .5rem;border-bottom:1px solid var(--line);overflow-wrap:anywhere;vertical-align:top}
        .n{text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums}
        time{white-space:nowrap;color:var(--dim);font-variant-numeric:tabular-nums}
        form{display:grid;gap:.75rem;max-width:26rem;margin:1.5rem 0}
        form h2{margin:0}
        label{display:grid;gap:.2rem;font-size:.9rem;color:var(--dim)}
        input{font:inherit;color:var(--text);background:var(--field);border:1px solid var(--line);border-radius:.4rem;\
        padding:.45rem .6rem}
        input:focus-visible{outline:2px solid var(--accent);outline-offset:1px}
        button{font:inherit;font-weight:600;justify-self:start;color:var(--on);background:var(--accent);border:0;\
        border-radius:.4rem;padding:.5rem 1.5rem;cursor:pointer}
        .done,.refused{padding:.6rem .9rem;border-radius:.4rem;background:var(--good)}
        .refused{background:var(--bad)}
        """
}
