//! The symbol versions a program needs, with the symbols that ask for them.

use analyzer::report::VersionReport;
use yew::prelude::*;

pub(super) fn versions(versions: &[VersionReport]) -> Html {
    let rows = versions.iter().map(|need| {
        html! {
            <tr>
                <td><code>{ &need.library }</code></td>
                <td>
                    <code>{ &need.version }</code>
                    if need.weak {
                        { " (weak)" }
                    }
                </td>
                <td>{ symbols(need) }</td>
            </tr>
        }
    });
    html! {
        <div class="scroll" tabindex="0" role="region" aria-label="Symbol versions">
            <table>
                <thead>
                    <tr><th scope="col">{ "Library" }</th><th scope="col">{ "Version" }</th><th scope="col">{ "Asked for by" }</th></tr>
                </thead>
                <tbody>{ for rows }</tbody>
            </table>
        </div>
    }
}

fn symbols(need: &VersionReport) -> Html {
    let shown = need.symbols.len();
    let more = usize::try_from(need.symbol_count).unwrap_or(usize::MAX).saturating_sub(shown);
    html! {
        <>
            { for need.symbols.iter().enumerate().map(|(place, symbol)| html! {
                <>{ if place > 0 { ", " } else { "" } }<code>{ symbol }</code></>
            }) }
            if more > 0 {
                { if shown > 0 { format!(" and {more} more") } else { format!("{more} symbols") } }
            }
        </>
    }
}
