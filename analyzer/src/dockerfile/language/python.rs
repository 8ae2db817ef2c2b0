//! Python: the packages in a virtual environment that is made on the final image's own distribution, so
//! that its link to the interpreter leads somewhere in both.

use super::{BUILD, Program, apk, apt, build_stage, distribution, run};
use crate::dockerfile::instruction::{Copy, Instruction, Mount, Run, Word};
use crate::dockerfile::plan::Plan;
use crate::dockerfile::version::{self, Distribution};
use crate::dockerfile::{Stage, Step, lesson};

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Python {
    /// The lock file is uv's; otherwise pip reads `requirements.txt`.
    pub uv: bool,
    pub serving: Serving,
    /// The module that is run, or the one that holds `app`; `app` when absent.
    pub module: Option<String>,
}

/// Who runs the module.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Serving {
    /// `python -m`.
    #[default]
    Itself,
    /// An ASGI server, for FastAPI and Starlette.
    Uvicorn,
    /// A WSGI server, for Flask and Django.
    Gunicorn,
}

const INTERPRETER: &str = "/venv/bin/python";

impl Python {
    pub(super) fn program(&self, plan: &Plan<'_>) -> Result<Program, String> {
        let image = plan.image;
        let suits = image.language == "python" || matches!(image.family, "debian" | "ubuntu" | "alpine");
        if !suits {
            return Err(format!(
                "Python is read by an interpreter, and {} has none. distroless python3, Debian slim, Ubuntu and Alpine have one or can install it.",
                image.reference
            ));
        }
        let module = self.module.clone().unwrap_or_else(|| "app".to_owned());
        let (entrypoint, arguments) = self.start(plan, module);
        // distroless has the interpreter already.
        let (debian, alpine) = match image.language {
            "python" => (Vec::new(), Vec::new()),
            _ => (vec!["python3"], vec!["python3"]),
        };
        Ok(Program {
            stages: vec![self.build(plan)],
            copies: vec![
                copy(
                    "/venv",
                    "The packages, where they were installed: a virtual environment knows its own path.",
                ),
                copy("/app", "The sources, to read and not to write."),
            ],
            environment: vec![("PYTHONUNBUFFERED", "1".into()), ("PYTHONDONTWRITEBYTECODE", "1".into())],
            directory: Some("/app"),
            entrypoint,
            entrypoint_remark: "",
            arguments,
            debian,
            alpine,
            libraries: Vec::new(),
            probe: Some(|address| {
                vec![
                    INTERPRETER.into(),
                    "-c".into(),
                    format!("import urllib.request as r; r.urlopen('{address}', timeout=2)").into(),
                ]
            }),
        })
    }

    fn start(&self, plan: &Plan<'_>, module: String) -> (Vec<Word>, Vec<Word>) {
        let server = |name: &'static str| vec![INTERPRETER.into(), "-m".into(), name.into()];
        let port = plan.first_port();
        match self.serving {
            Serving::Itself => (vec![INTERPRETER.into(), "-m".into(), module.into()], Vec::new()),
            Serving::Uvicorn => (
                server("uvicorn"),
                vec![
                    format!("{module}:app").into(),
                    "--host=0.0.0.0".into(),
                    format!("--port={port}").into(),
                ],
            ),
            Serving::Gunicorn => (
                server("gunicorn"),
                vec![format!("{module}:app").into(), format!("--bind=0.0.0.0:{port}").into()],
            ),
        }
    }

    fn build(&self, plan: &Plan<'_>) -> Stage {
        let distribution = distribution(plan);
        let own = match plan.image.family {
            // A virtual environment links to the interpreter of the very image.
            "ubuntu" => plan.image.from(),
            _ => distribution.itself(),
        };
        let install = match distribution {
            Distribution::Debian(_) => run(
                apt(&["python3-venv"]),
                lesson::DEBIAN,
                "The interpreter of the final image\u{2019}s release, at the same path: /usr/bin/python3.",
            ),
            Distribution::Alpine(_) => run(
                apk(&["python3"]),
                lesson::ALPINE,
                "The interpreter, at the same path as in the final image.",
            ),
        };
        let mut steps = vec![install];
        steps.extend(if self.uv { with_uv() } else { with_pip() });
        let copy = Copy { sources: vec!["./".into()], destination: "/app/".into(), ..Copy::default() };
        let reason = "The sources come last: the packages stay cached while only they change.";
        steps.push(Step::new(Instruction::Copy(copy), lesson::STAGES, reason));
        let reason = "The final image\u{2019}s own distribution: modules in C find there the Python and the libraries that they were made for.";
        build_stage(own, lesson::LANGUAGES, reason, steps)
    }
}

fn copy(path: &'static str, reason: &str) -> Step {
    let copy = Copy {
        from: Some(BUILD.into()),
        sources: vec![path.into()],
        destination: path.into(),
        ..Copy::default()
    };
    Step::new(Instruction::Copy(copy), lesson::STAGES, reason)
}

fn with_pip() -> Vec<Step> {
    let mounts = vec![Mount::cache("/root/.cache/pip"), Mount::file("requirements.txt")];
    let commands = vec![
        "python3 -m venv /venv".into(),
        "/venv/bin/pip install --disable-pip-version-check -r requirements.txt".into(),
    ];
    let reason = "requirements.txt is mounted for this step, and what pip downloads is kept between builds. Neither gets into the image.";
    vec![
        Step::new(
            Instruction::Workdir("/app".into()),
            lesson::STAGES,
            "Creates the directory and moves there.",
        ),
        Step::new(Instruction::Run(Run { mounts, commands }), lesson::LANGUAGES, reason),
    ]
}

fn with_uv() -> Vec<Step> {
    let uv = Copy {
        from: Some(version::UV.into()),
        sources: vec!["/uv".into()],
        destination: "/usr/local/bin/uv".into(),
        ..Copy::default()
    };
    let settings = Instruction::Env(vec![
        ("UV_PROJECT_ENVIRONMENT", "/venv".into()),
        ("UV_PYTHON", "/usr/bin/python3".into()),
        ("UV_PYTHON_DOWNLOADS", "never".into()),
        ("UV_LINK_MODE", "copy".into()),
    ]);
    let mounts = vec![Mount::cache("/root/.cache/uv"), Mount::file("pyproject.toml"), Mount::file("uv.lock")];
    let commands = vec!["uv sync --locked --no-dev --no-install-project".into()];
    vec![
        Step::new(Instruction::Copy(uv), lesson::LANGUAGES, "uv is one static program."),
        Step::new(
            settings,
            lesson::LANGUAGES,
            "Use this interpreter, which the final image has too, and copy packages out of the cache: a link to it would lead nowhere.",
        ),
        Step::new(
            Instruction::Workdir("/app".into()),
            lesson::STAGES,
            "Creates the directory and moves there.",
        ),
        Step::new(
            Instruction::Run(Run { mounts, commands }),
            lesson::LANGUAGES,
            "Exactly what uv.lock names, without what only development needs. Both files are mounted for this step.",
        ),
    ]
}
