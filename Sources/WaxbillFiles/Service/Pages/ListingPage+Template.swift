extension ListingPage {
    /// The page. What is put in is escaped already.
    static let source = """
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
        <h1>{{#crumbs}}{{#isLast}}<span aria-current="page" dir="auto">{{{name}}}</span>{{/isLast}}{{^isLast}}\
        <a href="{{{link}}}" dir="auto">{{{name}}}</a> <i>/</i> {{/isLast}}{{/crumbs}}</h1>
        <table>
        <thead><tr><th>Name</th><th>Size</th><th>Modified (UTC)</th></tr></thead>
        <tbody>
        {{^isRoot}}
        <tr class="folder"><td><a href="../">..</a></td><td></td><td></td></tr>
        {{/isRoot}}
        {{#entries}}
        <tr class="{{{kind}}}"><td><a href="{{{link}}}"><bdi>{{{name}}}</bdi></a></td>\
        <td title="{{{exactSize}}}">{{{size}}}</td>\
        <td><time datetime="{{{exactModified}}}">{{{modified}}}</time></td></tr>
        {{/entries}}
        {{^entries}}
        <tr><td colspan="3"><i>Nothing is here.</i></td></tr>
        {{/entries}}
        </tbody>
        </table>
        <p>{{{summary}}}</p>
        </main>
        </body>
        </html>

        """

    static let style = """
        :root{color-scheme:light dark;--text:#1d1f23;--dim:#6b7078;--line:#e3e5e8;--hover:#f4f6f8;--link:#0b57a4;--back:#fff}
        @media(prefers-color-scheme:dark){:root{--text:#e4e6ea;--dim:#9aa0a8;--line:#33373d;--hover:#24272c;--link:#7db7f0;--back:#1a1c20}}
        body{margin:0;background:var(--back);color:var(--text);font:15px/1.5 system-ui,sans-serif}
        main{max-width:60rem;margin:0 auto;padding:2rem 1rem}
        h1{font-size:1.25rem;font-weight:600;overflow-wrap:anywhere}
        h1 i{color:var(--dim);font-style:normal;font-weight:400}
        a{color:var(--link);text-decoration:none}
        a:hover,a:focus-visible{text-decoration:underline}
        table{width:100%;border-collapse:collapse}
        th{text-align:left;color:var(--dim);font-weight:500;font-size:.85rem}
        th,td{padding:.4rem .6rem;border-bottom:1px solid var(--line)}
        tbody tr:hover{background:var(--hover)}
        td:first-child{overflow-wrap:anywhere}
        .folder a{font-weight:600}
        td:nth-child(2),th:nth-child(2){text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums}
        td:nth-child(3){white-space:nowrap;color:var(--dim);font-variant-numeric:tabular-nums}
        p{color:var(--dim);font-size:.85rem}
        """
}
