/// A bar chart: a title and for each bar its words and number.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Chart {
    /// What is counted.
    pub title: String,
    /// Words and number of each bar.
    pub values: Vec<(String, u64)>,
}

/// One bar as it is drawn, in units of the drawing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bar<'a> {
    /// Its words.
    pub label: &'a str,
    /// Its number.
    pub value: u64,
    /// Top of the bar.
    pub y: u64,
    /// Base line of its words.
    pub text_y: u64,
    /// Base line of its number.
    pub value_y: u64,
    /// Its length.
    pub width: u64,
}

/// Height of one bar with its words, and the longest bar, in units of the drawing.
const ROW: u64 = 48;
const LONGEST: u64 = 560;

impl Chart {
    /// A chart.
    pub fn new(title: impl Into<String>, values: Vec<(String, u64)>) -> Self {
        Self { title: title.into(), values }
    }

    /// Height of the drawing.
    pub fn height(&self) -> u64 {
        ROW.saturating_mul(u64::try_from(self.values.len()).unwrap_or(u64::MAX)).max(ROW)
    }

    /// The same in words, for who does not see it.
    pub fn spoken(&self) -> String {
        let values: Vec<_> = self.values.iter().map(|(label, value)| format!("{label}: {value}")).collect();
        format!("{}. {}", self.title, values.join("; "))
    }

    /// The bars, the longest as long as the drawing allows.
    pub fn bars(&self) -> Vec<Bar<'_>> {
        let most = self.values.iter().map(|(_, value)| *value).max().unwrap_or(0).max(1);
        let tops = (0_u64..).map(|index| index.saturating_mul(ROW));
        self.values
            .iter()
            .zip(tops)
            .map(|((label, value), top)| Bar {
                label,
                value: *value,
                y: top.saturating_add(24),
                text_y: top.saturating_add(16),
                value_y: top.saturating_add(37),
                width: scaled(*value, most),
            })
            .collect()
    }
}

/// The length of a bar: never nothing for a number that is not zero.
fn scaled(value: u64, most: u64) -> u64 {
    let length =
        u128::from(value).saturating_mul(u128::from(LONGEST)).checked_div(u128::from(most)).unwrap_or(0);
    u64::try_from(length).unwrap_or(LONGEST).max(u64::from(value > 0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_bar_fills_the_chart_and_the_smallest_is_still_seen() {
        let chart = Chart::new("Domande", vec![("A".into(), 5000), ("B".into(), 1), ("C".into(), 0)]);
        assert_eq!(chart.bars().iter().map(|bar| bar.width).collect::<Vec<_>>(), [560, 1, 0]);
        assert_eq!(chart.spoken(), "Domande. A: 5000; B: 1; C: 0");
        assert_eq!(chart.height(), 144);
    }
}
