//! The one program of Ateneo: assembly of the rooms, the commands of the people who run it, the demonstration, and the
//! pages that belong to no room.

pub mod assembly;
pub mod commands;
pub mod config;
pub mod demo;
pub mod pages;
pub mod seal;
pub mod walk;
