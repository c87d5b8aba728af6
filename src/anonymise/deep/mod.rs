//! The second opinion of a small encoder: a model of word pieces in a file that the user brings.
//!
//! Runs the model and says what it thinks of each word. Reads no files and decides nothing.

mod labels;
mod pieces;

use std::fmt;
use std::sync::Arc;

use rten::{Model, ModelOptions, NodeId, RunOptions, ThreadPool, Value, ValueOrView};

use super::names::recogniser::Likely;
use super::second::Adviser;
use labels::Labels;
use pieces::Pieces;

/// The files of a model, as read.
pub struct Files {
    /// The network, in ONNX.
    pub model: Vec<u8>,
    /// How words are cut into pieces: `tokenizer.json`.
    pub tokenizer: Vec<u8>,
    /// What the model calls what it finds: `config.json` with `id2label`.
    pub config: Vec<u8>,
}

/// One of the files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The network.
    Model,
    /// The word pieces.
    Tokenizer,
    /// The labels.
    Config,
}

/// Why files are no model that can be asked: which one, and the rule it breaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unfit(pub Part, pub &'static str);

/// What a network is given.
#[derive(Clone, Copy)]
enum Input {
    Pieces,
    /// Which pieces count: all.
    Attention,
    /// Which of two texts a piece is of: the first.
    Part,
}

/// What the inputs of networks are called; not every one takes all.
const INPUTS: &[(&str, Input)] =
    &[("input_ids", Input::Pieces), ("attention_mask", Input::Attention), ("token_type_ids", Input::Part)];

/// What is wrong with a network that gives something else.
const OUTPUT: Unfit = Unfit(Part::Model, "expected one output with a number for each piece and each of the labels");

/// An encoder that tells parts of names.
pub struct Encoder {
    model: Model,
    /// What it is given, in its own order.
    inputs: Vec<(NodeId, Input)>,
    output: NodeId,
    pieces: Pieces,
    labels: Labels,
    threads: Arc<ThreadPool>,
}

impl Encoder {
    /// Makes the files into an encoder, where they fit together.
    pub fn new(files: Files) -> Result<Self, Unfit> {
        let labels = Labels::read(&files.config)?;
        let pieces = Pieces::read(&files.tokenizer, labels.most)?;
        let model = ModelOptions::with_all_ops().prepack_weights(true).load(files.model);
        let model = model.map_err(|_| Unfit(Part::Model, "it is no ONNX network that can be run here"))?;
        let inputs = inputs(&model)?;
        let &[output] = model.output_ids() else { return Err(OUTPUT) };
        let threads = Arc::new(ThreadPool::with_num_threads(rayon::current_num_threads()));
        let encoder = Encoder { model, inputs, output, pieces, labels, threads };
        // What does not fit together is told before anything is read.
        let cut = encoder.pieces.cut(&["so"]).ok_or(Unfit(Part::Tokenizer, "it cuts no word into pieces"))?;
        encoder.run(&cut.ids).map(|_| encoder).ok_or(OUTPUT)
    }

    /// What the network gives for pieces: a number for each label of each piece.
    fn run(&self, ids: &[i32]) -> Option<Vec<f32>> {
        let given = |&(id, input): &(NodeId, Input)| {
            let numbers = match input {
                Input::Pieces => ids.to_vec(),
                Input::Attention => vec![1; ids.len()],
                Input::Part => vec![0; ids.len()],
            };
            Some((id, ValueOrView::from(Value::from_shape([1, ids.len()], numbers).ok()?)))
        };
        let given = self.inputs.iter().map(given).collect::<Option<Vec<_>>>()?;
        let options = RunOptions::default().with_thread_pool(Some(Arc::clone(&self.threads)));
        let [given] = self.model.run_n(given, [self.output], Some(options)).ok()?;
        let (shape, numbers): ([usize; 3], Vec<f32>) = given.into_shape_vec().ok()?;
        (shape == [1, ids.len(), self.labels.len()]).then_some(numbers)
    }
}

/// What the network's inputs are, in its own order.
fn inputs(model: &Model) -> Result<Vec<(NodeId, Input)>, Unfit> {
    let of = |&id: &NodeId| {
        let name = model.node_info(id).and_then(|node| node.name().map(str::to_owned));
        let known = INPUTS.iter().find(|(known, _)| name.as_deref() == Some(known));
        Some((id, known?.1))
    };
    model.input_ids().iter().map(of).collect::<Option<_>>().ok_or(Unfit(
        Part::Model,
        "expected the inputs `input_ids`, `attention_mask` and `token_type_ids`, and no other",
    ))
}

impl Adviser for Encoder {
    fn likely(&self, words: &[&str]) -> Vec<Likely> {
        let Some(cut) = self.pieces.cut(words) else { return Vec::new() };
        let Some(numbers) = self.run(&cut.ids) else { return Vec::new() };
        let mut likely: Vec<Likely> = Vec::with_capacity(words.len());
        for (numbers, word) in numbers.chunks_exact(self.labels.len()).zip(&cut.words) {
            let Some(word) = *word else { continue };
            let piece = self.labels.likely(numbers);
            likely.resize(likely.len().max(word + 1), Likely::default());
            let whole = &mut likely[word];
            whole.person = whole.person.max(piece.person);
            whole.place = whole.place.max(piece.place);
            whole.firm = whole.firm.max(piece.firm);
        }
        likely
    }
}

/// Prints sizes.
impl fmt::Debug for Encoder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Encoder({} labels, {} numbers)", self.labels.len(), self.model.total_params())
    }
}
