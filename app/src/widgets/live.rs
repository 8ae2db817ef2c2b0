//! The component that comes alive in the browser. There is one, with two shapes: every component costs
//! the visitor its own copy of Yew's life cycle.

use std::rc::Rc;

use yew::prelude::*;

use super::analysis::{Figure, analysis};
use super::tool::{ToolProps, tool};
use crate::engine;
use crate::event::Event;
use crate::session::Session;

#[derive(Clone)]
pub enum Shape {
    Tool(Rc<ToolProps>),
    Figure(Rc<Figure>),
}

#[derive(Clone, Properties)]
pub struct LiveProps {
    pub shape: Shape,
}

/// What an island is made of never changes, so two are the same when they are one.
impl PartialEq for LiveProps {
    fn eq(&self, other: &Self) -> bool {
        match (&self.shape, &other.shape) {
            (Shape::Tool(one), Shape::Tool(other)) => Rc::ptr_eq(one, other),
            (Shape::Figure(one), Shape::Figure(other)) => Rc::ptr_eq(one, other),
            _ => false,
        }
    }
}

pub struct Live {
    session: Session,
    /// The answer has arrived with this rendering, and takes the focus after it.
    fresh_answer: bool,
}

impl Component for Live {
    type Message = Event;
    type Properties = LiveProps;

    fn create(_: &Context<Self>) -> Self {
        Live { session: Session::default(), fresh_answer: false }
    }

    fn update(&mut self, ctx: &Context<Self>, event: Event) -> bool {
        match &event {
            Event::Near => {
                engine::prepare();
                return false;
            }
            Event::Asked(slug) => {
                if let Shape::Tool(props) = &ctx.props().shape
                    && let Some(sample) = props.samples.iter().find(|sample| sample.slug == *slug)
                {
                    engine::take_sample(&sample.address, &sample.file_name);
                }
            }
            Event::Sample(sample) => engine::take_sample(&sample.address, &sample.file_name),
            Event::Cancel => engine::cancel(),
            Event::TryToSend => engine::try_to_send(),
            Event::Answered(_) | Event::Failed(_) => self.fresh_answer = true,
            _ => {}
        }
        self.session.note(event);
        true
    }

    fn rendered(&mut self, ctx: &Context<Self>, first: bool) {
        if first && let Shape::Tool(props) = &ctx.props().shape {
            let link = ctx.link().clone();
            engine::start(&props.files, move |event| link.send_message(event));
        }
        // A keyboard or a screen reader goes on from the answer.
        if std::mem::take(&mut self.fresh_answer) {
            engine::focus("answer");
        }
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        match &ctx.props().shape {
            Shape::Tool(props) => tool(props, &self.session, ctx.link()),
            Shape::Figure(figure) => analysis(figure, &self.session, ctx.link()),
        }
    }
}
