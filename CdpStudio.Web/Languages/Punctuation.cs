namespace CdpStudio.Web.Languages;

/// <summary>What a language writes between words that a page puts together, spaces included.</summary>
/// <param name="Item">Between two things of a list.</param>
/// <param name="Clause">Between two statements.</param>
/// <param name="Colon">Between a thing and what is said of it.</param>
public sealed record Punctuation(string Item, string Clause, string Colon)
{
    public static readonly Punctuation Latin = new(", ", ", ", ": ");

    public static readonly Punctuation Chinese = new("、", "，", "：");

    public static readonly Punctuation Persian = new("، ", "، ", ": ");
}
