using System.Text;

namespace Sprout.Local.Operators;

/// <summary>Columns of text.</summary>
internal static class Table
{
    /// <summary>The lines below their headings, each column as wide as its widest cell; the first columns begin at the left, numbers after them end at the right.</summary>
    public static string Of(string[] headings, IEnumerable<string[]> lines, int left)
    {
        string[][] all = [headings, .. lines];
        var widths = headings.Select((_, column) => all.Max(line => line[column].Length)).ToArray();
        var text = new StringBuilder();
        foreach (var line in all)
        {
            var cells = line.Select((cell, column) => column < left ? cell.PadRight(widths[column]) : cell.PadLeft(widths[column]));
            text.Append(string.Join("  ", cells).TrimEnd()).Append('\n');
        }

        return text.ToString().TrimEnd('\n');
    }
}
