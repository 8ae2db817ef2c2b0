//! The component that comes alive in the browser. There is one, with two shapes: every component costs
//! the visitor its own copy of Yew's life cycle.

use std::rc::Rc;

use yew::prelude::*;

use super::analysis::{Figure, analysis};
use super::tool::{ToolProps, tool};
use crate::engine;
use crate::event::Event;
use crate::session::{Session, Stage};

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
}

impl Component for Live {
    type Message = Event;
    type Properties = LiveProps;

    fn create(_: &Context<Self>) -> Self {
        Live { session: Session::default() }
    }

    fn update(&mut self, _: &Context<Self>, event: Event) -> bool {
        // How much is read is only shown when reading takes longer than a blink.
        let is_unseen = matches!(event, Event::Progress { .. })
            && !matches!(&self.session.stage, Stage::Reading(reading) if reading.slow);
        self.session.note(event);
        !is_unseen
    }

    fn rendered(&mut self, ctx: &Context<Self>, first: bool) {
        if first && let Shape::Tool(props) = &ctx.props().shape {
            let link = ctx.link().clone();
            engine::start(&props.files, move |event| link.send_message(event));
        }
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        match &ctx.props().shape {
            Shape::Tool(props) => tool(props, &self.session, ctx.link()),
            Shape::Figure(figure) => analysis(figure, &self.session, ctx.link()),
        }
    }
}
