namespace FunctionsMaaS.Cli.Models;

internal sealed record InspectDocument(int X);
