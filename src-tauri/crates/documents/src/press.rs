//! Pages to PDF bytes. The route, and why: printpdf without features embeds whole fonts, so glyphs are renumbered here as
//! they are met, and each face is cut down once, at the end. Pages are turned into content streams in parallel and
//! kept only compressed, so a batch of thousands needs the memory of one chunk. The fonts enter through one specimen page that
//! shows every character in use; the page is dropped, its font dictionary stays.

use std::collections::BTreeMap;
use std::io::Write;

use flate2::Compression;
use flate2::write::ZlibEncoder;
use ledger::calendar::Instant;
use lopdf::{Dictionary, Object, ObjectId, Stream, StringFormat, dictionary};
use printpdf::{
    Color, FontId, FontMetrics, Greyscale, Line as PdfLine, LinePoint, Mm, Op, PaintMode, ParsedFont,
    PdfDocument, PdfFont, PdfFontHandle, PdfPage, PdfParseErrorSeverity, PdfSaveOptions, PdfWarnMsg, Point,
    Pt, Rect, Rgb, TextItem, TextMatrix, TextRenderingMode,
};
use rayon::prelude::*;
use sha2::{Digest, Sha256};
use subsetter::GlyphRemapper;

use crate::fault::Fault;
use crate::fonts::Face;
use crate::lengths::{Um, em, points, size_points};
use crate::page::{Ink, Mark, Page, Slant, Style};
use crate::paper::{MissingGlyph, Paper};

/// Pages that one task turns into streams.
const PAGES_PER_TASK: usize = 32;

/// Collects pages and makes one file of them.
#[derive(Debug)]
pub(crate) struct Press {
    title: String,
    created: Instant,
    subsets: BTreeMap<Face, Subset>,
    plates: Vec<Plate>,
    missing: Vec<MissingGlyph>,
}

/// The glyphs of a face in use, renumbered in the order met.
#[derive(Debug)]
struct Subset {
    remapper: GlyphRemapper,
    glyphs: BTreeMap<u32, u16>,
    widths: BTreeMap<u16, u16>,
}

/// A finished page: its size and its compressed content.
#[derive(Debug)]
struct Plate {
    width: Um,
    height: Um,
    content: Vec<u8>,
}

impl Press {
    pub(crate) fn new(title: impl Into<String>, created: Instant) -> Press {
        Press {
            title: title.into(),
            created,
            subsets: BTreeMap::new(),
            plates: Vec::new(),
            missing: Vec::new(),
        }
    }

    pub(crate) fn pages(&self) -> usize {
        self.plates.len()
    }

    /// Adds pages, in order.
    pub(crate) fn add(&mut self, pages: &[Page]) -> Result<(), Fault> {
        for page in pages {
            self.take_glyphs(page);
        }
        let fonts = self.fonts(None)?;
        let tasks: Vec<&[Page]> = pages.chunks(PAGES_PER_TASK).collect();
        let plates: Result<Vec<Vec<Plate>>, Fault> =
            tasks.par_iter().map(|chunk| plates(chunk, &fonts)).collect();
        self.plates.extend(plates?.into_iter().flatten());
        Ok(())
    }

    fn take_glyphs(&mut self, page: &Page) {
        for mark in &page.marks {
            let Mark::Text { line, .. } = mark else { continue };
            for run in &line.runs {
                let subset = self.subsets.entry(run.face).or_insert_with(Subset::new);
                run.text.chars().for_each(|c| subset.take(run.face, c));
            }
            for glyph in &line.missing {
                if self.missing.iter().all(|m| m.character != glyph.character) {
                    self.missing.push(glyph.clone());
                }
            }
        }
    }

    /// The fonts as printpdf wants them, with the cut-down programs or, for pages whose fonts are not kept, without.
    fn fonts(&self, programs: Option<&BTreeMap<Face, Vec<u8>>>) -> Result<BTreeMap<FontId, PdfFont>, Fault> {
        let mut fonts = BTreeMap::new();
        for (face, subset) in &self.subsets {
            let font = face.font();
            // Four bytes that are no font: printpdf warns of a font without any.
            let program = programs.and_then(|p| p.get(face)).cloned().unwrap_or_else(|| vec![0; 4]);
            let mut parsed = ParsedFont::with_glyph_data(
                program,
                0,
                Some(format!("{}+{}", subset.tag(), font.name)),
                subset.glyphs.clone(),
                subset.widths.clone(),
                1_000,
                FontMetrics { ascent: font.ascent, descent: font.descent },
            );
            let metrics = &mut parsed.pdf_font_metrics;
            [metrics.x_min, metrics.y_min, metrics.x_max, metrics.y_max] = font.bounds;
            metrics.us_weight_class = 400;
            fonts.insert(font_id(*face), PdfFont::new(parsed));
        }
        Ok(fonts)
    }

    /// The file.
    pub(crate) fn finish(self) -> Result<Paper, Fault> {
        if self.plates.is_empty() {
            return Err(Fault::Empty("a file without pages"));
        }
        let mut document = self.skeleton()?;
        compress_streams(&mut document)?;
        let pages_id = document.catalog()?.get(b"Pages")?.as_reference()?;
        let mut kids = Vec::with_capacity(self.plates.len());
        let mut identity = Sha256::new();
        identity.update(self.title.as_bytes());
        identity.update(self.created.rfc3339().as_bytes());
        let count = i64::try_from(self.plates.len()).expect("a file has fewer than 2^63 pages");
        for plate in self.plates {
            identity.update(&plate.content);
            let content = Stream::new(dictionary! { "Filter" => "FlateDecode" }, plate.content);
            let content_id = document.add_object(content);
            let page = document.add_object(dictionary! {
                "Type" => "Page",
                "Parent" => pages_id,
                "MediaBox" => vec![0.into(), 0.into(), points(plate.width).into(), points(plate.height).into()],
                "Contents" => content_id,
            });
            kids.push(Object::Reference(page));
        }
        let pages = document.get_dictionary_mut(pages_id)?;
        pages.set("Kids", kids);
        pages.set("Count", count);
        let information = document.add_object(information(&self.title, self.created));
        document.trailer.set("Info", information);
        let identity = Object::String(identity.finalize()[..16].to_vec(), StringFormat::Hexadecimal);
        document.trailer.set("ID", vec![identity.clone(), identity]);
        let mut bytes = Vec::new();
        document.save_to(&mut bytes)?;
        let sha256 = Sha256::digest(&bytes).iter().map(|b| format!("{b:02x}")).collect();
        Ok(Paper {
            bytes,
            pages: usize::try_from(count).expect("it was a length"),
            missing: self.missing,
            sha256,
        })
    }

    /// A document with the fonts and without pages.
    fn skeleton(&self) -> Result<lopdf::Document, Fault> {
        let programs: Result<BTreeMap<Face, Vec<u8>>, Fault> = self
            .subsets
            .par_iter()
            .map(|(face, subset)| {
                let program = subsetter::subset(face.font().data, 0, &subset.remapper);
                program.map(|p| (*face, p)).map_err(|e| Fault::Font(e.to_string()))
            })
            .collect();
        let mut ops = vec![Op::StartTextSection];
        for (face, subset) in &self.subsets {
            let all = subset.glyphs.keys().filter_map(|c| char::from_u32(*c)).collect();
            ops.push(Op::SetFont { font: PdfFontHandle::External(font_id(*face)), size: Pt(10.0) });
            ops.push(Op::ShowText { items: vec![TextItem::Text(all)] });
        }
        ops.push(Op::EndTextSection);
        let specimen = PdfPage::new(Mm(10.0), Mm(10.0), ops);
        let mut document = compose(vec![specimen], &self.fonts(Some(&programs?))?)?;
        let specimen = document.page_iter().next().ok_or_else(|| Fault::Pdf("no specimen page".into()))?;
        let resources = document.get_dictionary(specimen)?.get(b"Resources")?.as_reference()?;
        let fonts = document.get_dictionary(resources)?.get(b"Font")?.clone();
        let catalog = document.catalog_mut()?;
        catalog.set("Lang", Object::string_literal("zh-CN"));
        catalog.set("ViewerPreferences", dictionary! { "DisplayDocTitle" => true });
        let pages_id = catalog.get(b"Pages")?.as_reference()?;
        let pages = document.get_dictionary_mut(pages_id)?;
        pages.set("Kids", Vec::<Object>::new());
        pages.set("Resources", dictionary! { "Font" => fonts });
        document.trailer.remove(b"Info");
        document.prune_objects();
        document.renumber_objects();
        document.version = "1.7".into();
        Ok(document)
    }
}

impl Subset {
    fn new() -> Subset {
        Subset { remapper: GlyphRemapper::new(), glyphs: BTreeMap::new(), widths: BTreeMap::new() }
    }

    fn take(&mut self, face: Face, character: char) {
        if self.glyphs.contains_key(&u32::from(character)) {
            return;
        }
        let glyph = face.font().glyph(character).expect("a run holds only characters its face has");
        let id = self.remapper.remap(glyph.id);
        self.glyphs.insert(u32::from(character), id);
        self.widths.insert(id, glyph.advance);
    }

    /// Six letters that tell this subset from others of the face (ISO 32000-1, 9.6.4).
    fn tag(&self) -> String {
        let mut hash = Sha256::new();
        self.glyphs.keys().for_each(|c| hash.update(c.to_be_bytes()));
        hash.finalize().iter().take(6).map(|b| char::from(b'A' + b % 26)).collect()
    }
}

fn font_id(face: Face) -> FontId {
    FontId(match face {
        Face::Sans => "Sans".into(),
        Face::Serif => "Serif".into(),
    })
}

fn compose(pages: Vec<PdfPage>, fonts: &BTreeMap<FontId, PdfFont>) -> Result<lopdf::Document, Fault> {
    let mut document = PdfDocument::new("");
    document.resources.fonts.map = fonts.clone();
    document.pages = pages;
    let options =
        PdfSaveOptions { optimize: false, subset_fonts: false, secure: false, image_optimization: None };
    let mut warnings: Vec<PdfWarnMsg> = Vec::new();
    let composed = document.to_lopdf_document(&options, &mut warnings);
    match warnings.into_iter().find(|w| w.severity == PdfParseErrorSeverity::Error) {
        Some(warning) => Err(Fault::Pdf(warning.msg)),
        None => Ok(composed),
    }
}

fn plates(pages: &[Page], fonts: &BTreeMap<FontId, PdfFont>) -> Result<Vec<Plate>, Fault> {
    let drawn = pages.iter().map(|p| PdfPage::new(Mm(1.0), Mm(1.0), draw(p))).collect();
    let document = compose(drawn, fonts)?;
    let ids: Vec<ObjectId> = document.page_iter().collect();
    pages
        .iter()
        .zip(ids)
        .map(|(page, id)| {
            let content = document.get_dictionary(id)?.get(b"Contents")?.as_reference()?;
            let content = &document.get_object(content)?.as_stream()?.content;
            Ok(Plate { width: page.width, height: page.height, content: deflate(content)? })
        })
        .collect()
}

fn deflate(bytes: &[u8]) -> Result<Vec<u8>, Fault> {
    let mut encoder = ZlibEncoder::new(Vec::with_capacity(bytes.len() / 3), Compression::default());
    encoder.write_all(bytes)?;
    Ok(encoder.finish()?)
}

fn compress_streams(document: &mut lopdf::Document) -> Result<(), Fault> {
    document.objects.par_iter_mut().try_for_each(|(_, object)| {
        if let Object::Stream(stream) = object
            && !stream.dict.has(b"Filter")
        {
            let content = deflate(&stream.content)?;
            stream.dict.set("Filter", "FlateDecode");
            stream.set_content(content);
        }
        Ok(())
    })
}

/// The file's title and dates; nothing that differs between two runs.
fn information(title: &str, created: Instant) -> Dictionary {
    let stamp = pdf_date(created);
    let mut utf16 = vec![0xFE, 0xFF];
    title.encode_utf16().for_each(|unit| utf16.extend(unit.to_be_bytes()));
    dictionary! {
        "Title" => Object::String(utf16, StringFormat::Hexadecimal),
        "Creator" => Object::string_literal("Zhangfang"),
        "Producer" => Object::string_literal("Zhangfang"),
        "CreationDate" => Object::string_literal(stamp.clone()),
        "ModDate" => Object::string_literal(stamp),
    }
}

/// `D:20261121090000+08'00'`.
fn pdf_date(at: Instant) -> String {
    let digits: String = at.rfc3339().chars().take(19).filter(char::is_ascii_digit).collect();
    let minutes = at.offset_seconds() / 60;
    let sign = if minutes < 0 { '-' } else { '+' };
    format!("D:{digits}{sign}{:02}'{:02}'", minutes.abs() / 60, minutes.abs() % 60)
}

fn colour(ink: Ink) -> Color {
    let grey = |percent: f32| Color::Greyscale(Greyscale { percent, icc_profile: None });
    match ink {
        Ink::Black => grey(0.0),
        Ink::Grey => grey(0.35),
        Ink::Pale => grey(0.9),
        Ink::Shade => grey(0.94),
        Ink::Red => Color::Rgb(Rgb { r: 0.8, g: 0.1, b: 0.1, icc_profile: None }),
    }
}

/// The page's marks as PDF operations, each state set only when it changes.
fn draw(page: &Page) -> Vec<Op> {
    let mut pen =
        Pen { height: page.height, ops: Vec::with_capacity(page.marks.len() * 5), state: State::default() };
    for mark in &page.marks {
        match mark {
            Mark::Text { x, baseline, style, slant, line } => {
                if line.runs.is_empty() {
                    continue;
                }
                pen.begin_text(*style);
                let (x, y) = (points(*x), points(page.height - baseline));
                pen.ops.push(Op::SetTextMatrix { matrix: matrix(x, y, *slant) });
                for run in &line.runs {
                    pen.font(run.face, style.size);
                    pen.ops.push(Op::ShowText { items: vec![TextItem::Text(run.text.clone())] });
                }
            }
            Mark::Rule { from, to, thickness, ink } => {
                pen.end_text();
                pen.stroke(*ink, *thickness);
                let points = vec![pen.corner(*from), pen.corner(*to)];
                pen.ops.push(Op::DrawLine { line: PdfLine { points, is_closed: false } });
            }
            Mark::Fill { x, y, width, height, ink } => {
                pen.end_text();
                pen.fill(*ink);
                pen.ops.push(Op::DrawRectangle {
                    rectangle: Rect {
                        x: Pt(points(*x)),
                        y: Pt(points(page.height - y - height)),
                        width: Pt(points(*width)),
                        height: Pt(points(*height)),
                        mode: Some(PaintMode::Fill),
                        winding_order: None,
                    },
                });
            }
        }
    }
    pen.end_text();
    pen.ops
}

#[expect(
    clippy::float_arithmetic,
    clippy::cast_precision_loss,
    reason = "a text matrix is made of reals; no money here"
)]
fn matrix(x: f32, y: f32, slant: Slant) -> TextMatrix {
    if slant == Slant::LEVEL {
        return TextMatrix::Translate(Pt(x), Pt(y));
    }
    let (cos, sin) = (slant.cos as f32 / 10_000.0, slant.sin as f32 / 10_000.0);
    TextMatrix::Raw([cos, sin, -sin, cos, x, y])
}

#[derive(Debug, Default)]
struct State {
    in_text: bool,
    heavy: bool,
    fill: Option<Ink>,
    stroke: Option<Ink>,
    thickness: Option<Um>,
    font: Option<(Face, i32)>,
}

struct Pen {
    height: Um,
    ops: Vec<Op>,
    state: State,
}

impl Pen {
    fn corner(&self, (x, y): (Um, Um)) -> LinePoint {
        LinePoint { p: Point { x: Pt(points(x)), y: Pt(points(self.height - y)) }, bezier: false }
    }

    fn begin_text(&mut self, style: Style) {
        self.fill(style.ink);
        if style.heavy {
            // A fortieth of the em: about the step from regular to bold.
            self.stroke(style.ink, em(style.size) / 40);
        }
        if !self.state.in_text {
            self.ops.push(Op::StartTextSection);
            self.state.in_text = true;
        }
        if self.state.heavy != style.heavy {
            let mode = if style.heavy { TextRenderingMode::FillStroke } else { TextRenderingMode::Fill };
            self.ops.push(Op::SetTextRenderingMode { mode });
            self.state.heavy = style.heavy;
        }
    }

    fn end_text(&mut self) {
        if self.state.in_text {
            self.ops.push(Op::EndTextSection);
            self.state.in_text = false;
        }
    }

    fn font(&mut self, face: Face, size: i32) {
        if self.state.font != Some((face, size)) {
            let font = PdfFontHandle::External(font_id(face));
            self.ops.push(Op::SetFont { font, size: Pt(size_points(size)) });
            self.state.font = Some((face, size));
        }
    }

    fn fill(&mut self, ink: Ink) {
        if self.state.fill != Some(ink) {
            self.ops.push(Op::SetFillColor { col: colour(ink) });
            self.state.fill = Some(ink);
        }
    }

    fn stroke(&mut self, ink: Ink, thickness: Um) {
        if self.state.stroke != Some(ink) {
            self.ops.push(Op::SetOutlineColor { col: colour(ink) });
            self.state.stroke = Some(ink);
        }
        if self.state.thickness != Some(thickness) {
            self.ops.push(Op::SetOutlineThickness { pt: Pt(points(thickness)) });
            self.state.thickness = Some(thickness);
        }
    }
}
