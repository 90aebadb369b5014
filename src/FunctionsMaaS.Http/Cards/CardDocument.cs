namespace FunctionsMaaS.Http.Cards;

/// <summary>A model card before it is written in some format. All strings are plain text, and may come from anybody: writers escape them.</summary>
internal sealed record CardDocument(string Title, IReadOnlyList<CardSection> Sections);

/// <summary>One section.</summary>
internal sealed record CardSection(string Heading, IReadOnlyList<CardBlock> Blocks);

/// <summary>A part of a section.</summary>
internal abstract record CardBlock;

/// <summary>A paragraph.</summary>
internal sealed record CardText(string Text) : CardBlock;

/// <summary>A list of remarks, each of its own.</summary>
internal sealed record CardList(IReadOnlyList<string> Items) : CardBlock;

/// <summary>Names and values.</summary>
internal sealed record CardFacts(IReadOnlyList<(string Name, string Value)> Facts) : CardBlock;

/// <summary>A table with a caption; the first column names the rows, all after <paramref name="WordColumns"/> columns are of numbers.</summary>
internal sealed record CardTable(string Caption, int WordColumns, IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string>> Rows) : CardBlock;
