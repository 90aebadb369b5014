using FunctionsMaaS.Page.Tests;
using Xunit;

[assembly: AssemblyFixture(typeof(Site))]
