//! `$NAME`, `${NAME}`, `${NAME:-word}` and the like, as `FROM` and `COPY` replace them (Dockerfile reference,
//! "Environment replacement").

/// Longer than any reference or path.
const LONGEST: usize = 4096;

/// The text with its variables replaced; `None` where one has no value, or is written in a way that is not
/// understood.
pub(crate) fn expand<'v>(text: &str, value: &impl Fn(&str) -> Option<&'v str>) -> Option<String> {
    let mut result = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('$') {
        result.push_str(before.strip_suffix('\\').unwrap_or(before));
        if before.ends_with('\\') {
            result.push('$');
            rest = after;
            continue;
        }
        let (replaced, left) = variable(after, value)?;
        result.push_str(&replaced);
        if result.len() > LONGEST {
            return None;
        }
        rest = left;
    }
    result.push_str(rest);
    (result.len() <= LONGEST).then_some(result)
}

/// The names of the variables in a text.
pub(crate) fn names(text: &str) -> Vec<&str> {
    let parts = text.split('$').skip(1);
    let name = |part| name_at(str::strip_prefix(part, '{').unwrap_or(part)).0;
    parts.map(name).filter(|name| !name.is_empty()).collect()
}

fn name_at(text: &str) -> (&str, &str) {
    let end = text.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_')).unwrap_or(text.len());
    text.split_at_checked(end).unwrap_or((text, ""))
}

fn variable<'t, 'v>(after: &'t str, value: &impl Fn(&str) -> Option<&'v str>) -> Option<(String, &'t str)> {
    let Some(braced) = after.strip_prefix('{') else {
        let (name, left) = name_at(after);
        return Some((value(name)?.to_owned(), left));
    };
    let (inside, left) = braced.split_once('}')?;
    let (name, operator) = name_at(inside);
    let found = value(name);
    let set = found.filter(|found| !found.is_empty());
    // A word with another variable in it ends at the first brace here, so it is not understood.
    if operator.contains('$') {
        return None;
    }
    let replaced = if operator.is_empty() {
        found?.to_owned()
    } else if let Some(word) = operator.strip_prefix(":-") {
        set.unwrap_or(word).to_owned()
    } else if let Some(word) = operator.strip_prefix('-') {
        found.unwrap_or(word).to_owned()
    } else if let Some(word) = operator.strip_prefix(":+") {
        set.map(|_| word).unwrap_or_default().to_owned()
    } else if let Some(word) = operator.strip_prefix('+') {
        found.map(|_| word).unwrap_or_default().to_owned()
    } else {
        return None;
    };
    Some((replaced, left))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn variables_are_replaced_by_their_values() {
        let value = |name: &str| match name {
            "A" => Some("one"),
            "EMPTY" => Some(""),
            _ => None,
        };
        let expanded = |text: &str| expand(text, &value);
        assert_eq!(expanded("x:$A-${A}"), Some("x:one-one".to_owned()));
        assert_eq!(expanded("${B:-two}${A:-two}${EMPTY:-two}${EMPTY-x}"), Some("twoonetwo".to_owned()));
        assert_eq!(expanded("${A:+yes}${B+no}"), Some("yes".to_owned()));
        assert_eq!(
            (expanded("$B"), expanded("${A"), expanded("${A%x}"), expanded("${A:-$B}")),
            (None, None, None, None)
        );
        assert_eq!(expanded("a\\$A"), Some("a$A".to_owned()));
    }

    #[test]
    fn names_are_found() {
        assert_eq!(names("${TARGETOS}/$TARGETARCH-$$ ${A:-b}"), ["TARGETOS", "TARGETARCH", "A"]);
    }

    #[test]
    fn what_grows_too_long_is_given_up() {
        let long = "x".repeat(3000);
        assert_eq!(expand("$A$A", &|_| Some(long.as_str())), None);
    }
}
